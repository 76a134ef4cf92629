import { describe, expect, it } from 'vitest';
import type { RegisterUserInput } from '../../../contracts/registration.ts';
import type { RegistrationRecord } from '../../../lambdas/domain/registration/record.ts';
import { registerUser } from '../../../lambdas/registration/register-user.ts';
import { rolesUnknown } from '../../../lambdas/registration/rules.ts';
import { aRequest } from '../../support/api/requests.ts';
import { clock } from '../../support/registration/builders.ts';
import { fakeRegistrationStore } from '../../support/registration/fake-store.ts';

const body = { email: 'Ann@Example.com', name: 'Ann', roles: ['user'] };

/** `end` returns the record at the workflow's end, given the one that the API admitted. */
function prepare(
  end: (admitted: RegistrationRecord) => RegistrationRecord = (admitted) => ({ ...admitted, state: 'registered' }),
) {
  const fake = fakeRegistrationStore();
  const started: [string, RegisterUserInput][] = [];
  const completed: string[] = [];
  const register = registerUser({
    store: fake.store,
    roles: async () => ({ permissions: new Set(['users:read']), unknown: [] }),
    start: async (id, input) => {
      started.push([id, input]);
      return 'started';
    },
    awaitEnd: async (id) => {
      const record = await fake.store.find(id);
      return record && end(record);
    },
    complete: async (record) => {
      completed.push(record.registrationId);
      return { ...record, state: 'registered' };
    },
    clock,
    newId: () => 'new-id',
  });
  const post = (sent: object = body, headers = {}) =>
    register(aRequest({ body: sent, headers, permissions: ['users:read'] }));
  return { fake, started, completed, register, post };
}

describe('POST /v1/users', () => {
  it('starts the workflow under the registration id and answers 201 with the user', async () => {
    const { started, post } = prepare();
    expect(await post()).toMatchObject({
      status: 201,
      body: { registrationId: 'new-id', email: 'ann@example.com', status: 'active' },
    });
    expect(started).toEqual([
      ['new-id', expect.objectContaining({ email: 'ann@example.com', correlationId: 'cor-1' })],
    ]);
  });

  it('answers 202 with the state and the location of the registration while it runs', async () => {
    const { post } = prepare((admitted) => ({ ...admitted, state: 'created' }));
    expect(await post()).toMatchObject({
      status: 202,
      body: { state: 'created' },
      headers: { location: '/v1/registrations/new-id' },
    });
  });

  it('answers 202 with the transient status when the roles are pending', async () => {
    const { post } = prepare((admitted) => ({ ...admitted, state: 'roles_pending', transientStatus: 404 }));
    expect(await post()).toMatchObject({
      status: 202,
      body: { state: 'roles_pending', transientStatus: 404, rolesPending: ['user'] },
    });
  });

  it.each([
    [{ state: 'failed', failure: { type: 'email_already_exists', message: 'taken' } }, 'email_already_exists'],
    [{ state: 'failed', failure: rolesUnknown(['user']) }, 'unknown_roles'],
    [{ state: 'rolled_back', failure: { type: 'role_assignment_failed', message: 'no' } }, 'registration_rolled_back'],
    [{ state: 'rollback_failed', failure: { type: 'role_assignment_failed', message: 'no' } }, 'rollback_failed'],
  ] as const)('answers %j as the problem %s with the registration id', async (changes, type) => {
    const { post } = prepare((admitted) => ({ ...admitted, ...changes }) as RegistrationRecord);
    await expect(post()).rejects.toMatchObject({ type, registrationId: 'new-id' });
  });

  it('refuses roles with permissions that the caller does not have, and starts nothing', async () => {
    const { started, register } = prepare();
    await expect(register(aRequest({ body, permissions: [] }))).rejects.toMatchObject({ type: 'not_allowed' });
    expect(started).toEqual([]);
  });

  it('refuses invalid fields by name, and starts nothing', async () => {
    const { started, post } = prepare();
    await expect(post({ email: 'no', roles: ['A'] })).rejects.toMatchObject({
      type: 'validation_error',
      errors: expect.arrayContaining([
        expect.objectContaining({ field: 'email' }),
        expect.objectContaining({ field: 'name' }),
        expect.objectContaining({ field: 'roles.0' }),
      ]),
    });
    expect(started).toEqual([]);
  });
});

describe('POST /v1/users with an Idempotency-Key', () => {
  const key = { 'idempotency-key': 'key-1' };

  it('returns the same registration for the same request, also with another spelling of the address', async () => {
    const { started, post } = prepare();
    const first = await post(body, key);
    expect(await post({ ...body, email: 'ANN@example.com' }, key)).toEqual(first);
    expect(new Set(started.map(([id]) => id)).size).toBe(1);
  });

  it('refuses the same key with another body', async () => {
    const { post } = prepare();
    await post(body, key);
    await expect(post({ ...body, name: 'Anna' }, key)).rejects.toMatchObject({ type: 'idempotency_key_reused' });
  });

  it('completes pending roles of the earlier registration', async () => {
    const { fake, completed, post } = prepare();
    await post(body, key);
    const [admitted] = fake.all();
    if (admitted) fake.put({ ...admitted, state: 'roles_pending' });
    expect(await post(body, key)).toMatchObject({ status: 201 });
    expect(completed).toEqual([admitted?.registrationId]);
  });
});
