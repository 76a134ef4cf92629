import { describe, expect, it } from 'vitest';
import { userIdOf } from '../../../lambdas/platform/runtime.ts';
import { reserveRegistration } from '../../../lambdas/registration/reserve-registration.ts';
import { ADMIN, aRecord, clock } from '../../support/registration/builders.ts';
import { fakeRegistrationStore } from '../../support/registration/fake-store.ts';

const request = { email: 'Ann@Example.com', name: 'Ann', roles: ['user'], requestedBy: ADMIN };
const readRoles = async (names: Iterable<string>) => ({
  permissions: new Set<string>(),
  unknown: [...names].filter((name) => name !== 'user'),
});

function prepare(fake = fakeRegistrationStore()) {
  const reserve = reserveRegistration({ store: fake.store, table: 'registrations', roles: readRoles, clock });
  return {
    fake,
    reserve: (raw: unknown, announced = true) => reserve({ registrationId: 'reg-1', request: raw, announced }),
  };
}

describe('reserveRegistration', () => {
  it('locks the canonical address and derives the user id from the registration id', async () => {
    const { fake, reserve } = prepare();
    expect(await reserve(request)).toMatchObject({
      outcome: 'reserved',
      email: 'ann@example.com',
      userId: userIdOf('reg-1'),
    });
    expect(fake.events()).toEqual(['UserRegistrationValidated']);
    const lock = fake.written.find((action) => action.Put)?.Put;
    expect(lock).toMatchObject({ Item: { pk: 'EMAIL#ann@example.com', registrationId: 'reg-1' } });
  });

  it('uses the execution name as correlation id when the request has none', async () => {
    expect(await prepare().reserve(request)).toMatchObject({ correlationId: 'reg-1' });
  });

  it('refuses invalid input with every field named, and journals it as it came', async () => {
    const { fake, reserve } = prepare();
    const answer = await reserve({ email: 'nonsense', roles: ['user'], requestedBy: ADMIN, extra: 1 });
    expect(answer).toMatchObject({ outcome: 'refused', failure: { type: 'validation_error' } });
    const fields = answer.outcome === 'refused' ? answer.failure.errors?.map(({ field }) => field) : [];
    expect(fields).toEqual(expect.arrayContaining(['email', 'name', 'extra']));
    expect(fake.data('UserRegistrationFailed')).toMatchObject({
      email: 'nonsense',
      errorType: 'validation_error',
      rolledBack: true,
    });
  });

  it.each([['text'], [null], [42], [[]], [{ email: 7, roles: 'user' }]])('refuses %j as invalid', async (raw) => {
    expect(await prepare().reserve(raw)).toMatchObject({ outcome: 'refused', failure: { type: 'validation_error' } });
  });

  it('refuses unknown roles by name', async () => {
    const answer = await prepare().reserve({ ...request, roles: ['user', 'auditor', 'king'] });
    expect(answer).toMatchObject({
      failure: {
        type: 'role_not_found',
        roles: ['auditor', 'king'],
        message: expect.stringContaining('auditor, king'),
      },
    });
  });

  it('refuses an address that another registration has', async () => {
    const { fake, reserve } = prepare();
    fake.conflicts.push(1);
    expect(await reserve(request)).toEqual({
      outcome: 'refused',
      failure: { type: 'email_already_exists', message: 'A user with email ann@example.com already exists.' },
    });
    expect(fake.events()).toEqual(['UserRegistrationFailed']);
  });

  it('journals UserRegistrationStarted when the bus did not take it', async () => {
    const { fake, reserve } = prepare();
    await reserve(request, false);
    expect(fake.events()).toEqual(['UserRegistrationStarted', 'UserRegistrationValidated']);
  });

  it('returns the reservation from the record on a repeated try', async () => {
    const { fake, reserve } = prepare(fakeRegistrationStore(aRecord('reserved')));
    fake.conflicts.push(0);
    expect(await reserve(request)).toMatchObject({ outcome: 'reserved', email: 'ann@example.com' });
    expect(fake.events()).toEqual([]);
  });

  it('returns the refusal from the record on a repeated try', async () => {
    const failure = { type: 'email_already_exists', message: 'taken' } as const;
    const { fake, reserve } = prepare(fakeRegistrationStore(aRecord('failed', { failure })));
    fake.conflicts.push(0);
    expect(await reserve(request)).toEqual({ outcome: 'refused', failure });
  });
});
