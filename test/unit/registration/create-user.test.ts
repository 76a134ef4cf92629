import { describe, expect, it } from 'vitest';
import { createUser } from '../../../lambdas/registration/create-user.ts';
import { aRecord, aReservation, clock } from '../../support/registration/builders.ts';
import { fakeUserPool } from '../../support/registration/fake-pool.ts';
import { fakeRegistrationStore } from '../../support/registration/fake-store.ts';

const registration = aReservation({ roles: ['user', 'readonly'] });

function prepare(record = aRecord('reserved'), reservation = registration) {
  const fake = fakeRegistrationStore(record);
  const users = fakeUserPool();
  const create = createUser({ store: fake.store, usersTable: 'users', pool: users.pool, clock });
  return { fake, users, create: () => create({ registration: reservation }) };
}

describe('createUser', () => {
  it('journals UserCreated and one RoleAssignmentAttempted a role', async () => {
    const { fake, users, create } = prepare();
    expect(await create()).toEqual({ outcome: 'created' });
    expect(fake.events()).toEqual(['UserCreated', 'RoleAssignmentAttempted', 'RoleAssignmentAttempted']);
    expect(fake.state()).toBe('created');
    expect([...users.users]).toEqual([registration.userId]);
  });

  it.each([
    ['admin', true],
    ['external', true],
    ['email', false],
  ] as const)('of a registration by %s marks the address as verified: %s', async (method, verified) => {
    const { fake, users, create } = prepare(aRecord('reserved', { method }), { ...registration, method });
    await create();
    expect(users.verified.get(registration.userId)).toBe(verified);
    const [profile] = fake.written.flatMap(({ Put }) => Put?.Item ?? []);
    expect(profile?.method).toBe(method);
    expect(profile?.emailVerifiedAt !== undefined).toBe(verified);
  });

  it('returns created when an earlier try was recorded and its answer lost', async () => {
    const { fake, create } = prepare(aRecord('created'));
    expect(await create()).toEqual({ outcome: 'created' });
    expect(fake.events()).toEqual([]);
  });

  it('returns the failure when the registration ended meanwhile', async () => {
    const failure = { type: 'unexpected_exception', message: 'aborted' } as const;
    expect(await prepare(aRecord('rolled_back', { failure })).create()).toEqual({ outcome: 'refused', failure });
  });

  it('returns a refusal when another user has the address', async () => {
    const { users, create } = prepare();
    users.taken.add(registration.email);
    expect(await create()).toMatchObject({ outcome: 'refused', failure: { type: 'email_already_exists' } });
  });

  it.each(['TooManyRequestsException', 'InternalErrorException', 'TimeoutError', 'CodeDeliveryFailureException'])(
    'throws on %s, so that the workflow retries',
    async (name) => {
      const { users, create } = prepare();
      users.fail('create', name);
      await expect(create()).rejects.toThrow(`503 AdminCreateUser: ${name}`);
    },
  );

  it.each(['InvalidParameterException', 'NotAuthorizedException', 'UserLambdaValidationException'])(
    'returns a refusal without raw error text on %s',
    async (name) => {
      const { users, create } = prepare();
      users.fail('create', name);
      const answer = await create();
      expect(answer).toMatchObject({ outcome: 'refused', failure: { type: 'identity_provider_error' } });
      expect(JSON.stringify(answer)).not.toContain('raw text');
    },
  );

  it('returns unexpected_exception on an unknown error', async () => {
    const { users, create } = prepare();
    users.fail('create', 'TypeError');
    expect(await create()).toMatchObject({ failure: { type: 'unexpected_exception' } });
  });
});
