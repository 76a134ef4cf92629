import { describe, expect, it } from 'vitest';
import type { RegistrationRecord } from '../../../lambdas/domain/registration/record.ts';
import { deferRoles } from '../../../lambdas/registration/deferred-roles.ts';
import { finishRegistration } from '../../../lambdas/registration/finish-registration.ts';
import { refuseRegistration } from '../../../lambdas/registration/reserve-registration.ts';
import { recordRollbackFailure, resumeRollback, rollBackUser } from '../../../lambdas/registration/rollback.ts';
import { ADMIN, aRecord, aReservation, clock } from '../../support/registration/builders.ts';
import { fakeUserPool } from '../../support/registration/fake-pool.ts';
import { fakeRegistrationStore } from '../../support/registration/fake-store.ts';

const { userId } = aReservation();

function prepare(...records: readonly RegistrationRecord[]) {
  const fake = fakeRegistrationStore(...records);
  const users = fakeUserPool(userId);
  const { store } = fake;
  const rollBack = rollBackUser({ store, registrationsTable: 'r', usersTable: 'u', pool: users.pool, clock });
  const finish = finishRegistration({
    store,
    refuse: refuseRegistration(store, 'r'),
    defer: deferRoles({ store, usersTable: 'u', clock }),
    rollBack,
    recordFailure: recordRollbackFailure({ store, pool: users.pool, clock }),
    rollBackAgain: resumeRollback(store, rollBack, clock),
    clock,
  });
  return { fake, users, finish: (input?: unknown) => finish({ registrationId: 'reg-1', input }) };
}

const terminalEvents = (events: readonly string[]) =>
  events.filter((type) => type === 'UserRegistered' || type === 'UserRegistrationFailed');

describe('finishRegistration', () => {
  it('refuses a registration that was never reserved, and journals UserRegistrationStarted, too', async () => {
    const { fake, finish } = prepare();
    await finish({ email: 'ann@example.com', roles: ['user'], requestedBy: ADMIN });
    expect(fake.events()).toEqual(['UserRegistrationStarted', 'UserRegistrationFailed']);
    expect(fake.data('UserRegistrationFailed')).toMatchObject({
      email: 'ann@example.com',
      errorType: 'unexpected_exception',
    });
  });

  it('writes nothing without a record and an input', async () => {
    const { fake, finish } = prepare();
    await finish();
    expect(fake.events()).toEqual([]);
  });

  it('rolls back while it is unknown whether the user was created', async () => {
    const { fake, users, finish } = prepare(aRecord('reserved'));
    await finish();
    expect(users.users.has(userId)).toBe(false);
    expect(fake.state()).toBe('rolled_back');
    expect(terminalEvents(fake.events())).toEqual(['UserRegistrationFailed']);
  });

  it('keeps a user who was created, and defers the roles', async () => {
    const { fake, users, finish } = prepare(aRecord('created'));
    await finish();
    expect(users.users.has(userId)).toBe(true);
    expect(fake.record()).toMatchObject({
      state: 'roles_pending',
      transientStatus: 503,
      dueAt: '2026-11-22T09:31:00.000Z',
    });
    expect(terminalEvents(fake.events())).toEqual(['UserRegistered']);
  });

  it('continues a rollback with its original failure', async () => {
    const failure = { type: 'role_not_found', message: 'gone' } as const;
    const { fake, finish } = prepare(aRecord('rolling_back', { failure }));
    await finish();
    expect(fake.record()).toMatchObject({ state: 'rolled_back', failure });
    expect(fake.data('UserRegistrationFailed')).toMatchObject({ errorType: 'role_not_found' });
  });

  it('records a rollback that fails', async () => {
    const { fake, users, finish } = prepare(aRecord('rolling_back'));
    users.fail('remove', 'InternalErrorException');
    await finish();
    expect(fake.record()).toMatchObject({ state: 'rollback_failed', manualCleanupRequired: true });
    expect(terminalEvents(fake.events())).toEqual(['UserRegistrationFailed']);
  });

  it('publishes no second failure for a resumed rollback', async () => {
    const rollbackError = { type: 'identity_provider_error', message: 'first' } as const;
    const { fake, finish } = prepare(aRecord('rolling_back', { rollbackError }));
    await finish();
    expect(fake.events()).toEqual(['UserRegistrationRolledBack']);
  });

  it.each(['registered', 'roles_pending', 'roles_refused', 'rolled_back', 'rollback_failed', 'failed'] as const)(
    'does not change a registration that is %s',
    async (state) => {
      const { fake, users, finish } = prepare(aRecord(state));
      await finish({ email: 'ann@example.com' });
      expect(fake.state()).toBe(state);
      expect(fake.events()).toEqual([]);
      expect(users.users.has(userId)).toBe(true);
    },
  );

  it('writes one terminal event when it runs twice', async () => {
    const { fake, finish } = prepare(aRecord('created'));
    await finish();
    await finish();
    expect(terminalEvents(fake.events())).toEqual(['UserRegistered']);
  });
});
