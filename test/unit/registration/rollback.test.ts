import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../contracts/events/define-event.ts';
import { recordRollbackFailure, resumeRollback, rollBackUser } from '../../../lambdas/registration/rollback.ts';
import { rolesUnknown } from '../../../lambdas/registration/rules.ts';
import { ADMIN, aRecord, aReservation, clock } from '../../support/registration/builders.ts';
import { awsError, fakeUserPool } from '../../support/registration/fake-pool.ts';
import { fakeRegistrationStore } from '../../support/registration/fake-store.ts';

const registration = aReservation();
const operator: Actor = { type: 'user', id: ADMIN };
const failure = rolesUnknown(['user']);
const otherUser = 'other-user';

function prepare(record = aRecord('created')) {
  const fake = fakeRegistrationStore(record);
  const users = fakeUserPool(registration.userId, otherUser);
  const { pool } = users;
  const dependencies = { store: fake.store, registrationsTable: 'registrations', usersTable: 'users', pool, clock };
  const rollBack = rollBackUser(dependencies);
  const recordFailure = recordRollbackFailure({ store: fake.store, pool, clock });
  return { fake, users, rollBack: () => rollBack({ registration, failure }), recordFailure };
}

describe('rollBackUser', () => {
  it('deletes only the user of the registration, and unlocks the address after that', async () => {
    const { fake, users, rollBack } = prepare();
    expect(await rollBack()).toEqual({ outcome: 'rolled_back', failure });
    expect([...users.users]).toEqual([otherUser]);
    expect(fake.state()).toBe('rolled_back');
    expect(fake.events()).toEqual(['UserRegistrationRolledBack', 'RoleAssignmentFailed', 'UserRegistrationFailed']);
    expect(fake.data('UserRegistrationFailed')).toMatchObject({ errorType: 'role_not_found', rolledBack: true });
    expect(JSON.stringify(fake.written)).toContain('EMAIL#ann@example.com');
  });

  it('journals no failure of roles that were never attempted', async () => {
    const { fake, rollBack } = prepare(aRecord('reserved'));
    await rollBack();
    expect(fake.events()).toEqual(['UserRegistrationRolledBack', 'UserRegistrationFailed']);
  });

  it('keeps the address locked while the delete is not confirmed', async () => {
    const { fake, users, rollBack } = prepare();
    users.fail('remove', 'InternalErrorException');
    await expect(rollBack()).rejects.toThrow('503 AdminDeleteUser: InternalErrorException');
    expect(fake.state()).toBe('rolling_back');
    expect(fake.written).toEqual([]);
  });

  it('continues where an earlier try stopped after the delete', async () => {
    const { fake, users, rollBack } = prepare();
    fake.errors.push(awsError('InternalServerError'));
    await expect(rollBack()).rejects.toThrow();
    expect(users.users.has(registration.userId)).toBe(false);
    expect(await rollBack()).toMatchObject({ outcome: 'rolled_back' });
    expect(fake.events().filter((type) => type === 'UserRegistrationFailed')).toHaveLength(1);
    expect(fake.record()?.steps.filter(({ state }) => state === 'rolling_back')).toHaveLength(1);
  });

  it('returns the failure from the record on a repeated try', async () => {
    const { fake, rollBack } = prepare(aRecord('rolled_back', { failure }));
    expect(await rollBack()).toEqual({ outcome: 'rolled_back', failure });
    expect(fake.events()).toEqual([]);
  });

  it.each(['registered', 'roles_pending', 'roles_refused'] as const)(
    'keeps the user of a registration that is %s',
    async (state) => {
      const { users, rollBack } = prepare(aRecord(state));
      await expect(rollBack()).rejects.toThrow(/not rolled back/);
      expect(users.users.has(registration.userId)).toBe(true);
    },
  );
});

describe('recordRollbackFailure', () => {
  const rollbackError = { Error: 'Transient', Cause: '{"errorMessage":"503 AdminDeleteUser: InternalErrorException"}' };

  it('records both causes, disables the user and raises an alert', async () => {
    const { fake, users, recordFailure } = prepare(aRecord('rolling_back'));
    await recordFailure({ registration, failure, rollbackError });
    expect(fake.record()).toMatchObject({
      state: 'rollback_failed',
      failure,
      rollbackError: { message: 'AdminDeleteUser did not succeed after all retries: InternalErrorException.' },
      manualCleanupRequired: true,
    });
    expect(users.disabled.has(registration.userId)).toBe(true);
    expect(fake.events()).toEqual([
      'RoleAssignmentFailed',
      'UserRollbackFailed',
      'UserRegistrationFailed',
      'PlatformAlertRaised',
    ]);
    expect(fake.data('UserRegistrationFailed')).toMatchObject({ rolledBack: false });
  });

  it('records the failure although the user cannot be disabled', async () => {
    const { fake, users, recordFailure } = prepare(aRecord('rolling_back'));
    users.fail('disable', 'AccessDeniedException');
    await recordFailure({ registration, failure, rollbackError });
    expect(fake.state()).toBe('rollback_failed');
  });

  it('publishes the failure once', async () => {
    const { fake, recordFailure } = prepare(aRecord('rolling_back'));
    await recordFailure({ registration, failure, rollbackError });
    await recordFailure({ registration, failure, rollbackError });
    expect(fake.events().filter((type) => type === 'UserRegistrationFailed')).toHaveLength(1);
  });
});

describe('resumeRollback', () => {
  function prepare() {
    const rollbackError = { type: 'identity_provider_error', message: 'first' } as const;
    const failed = aRecord('rollback_failed', { rollbackError, failure: { type: 'role_not_found', message: 'gone' } });
    const fake = fakeRegistrationStore(failed);
    const users = fakeUserPool(registration.userId);
    const { store } = fake;
    const rollBack = rollBackUser({ store, registrationsTable: 'r', usersTable: 'u', pool: users.pool, clock });
    return { fake, users, resume: () => resumeRollback(store, rollBack, clock)(failed, operator) };
  }

  it('finishes the rollback without a second terminal event', async () => {
    const { fake, resume } = prepare();
    expect(await resume()).toMatchObject({
      state: 'rolled_back',
      manualCleanupRequired: false,
      failure: { type: 'role_not_found' },
    });
    expect(fake.events()).toEqual(['UserRegistrationRolledBack']);
  });

  it('records the second failure', async () => {
    const { fake, users, resume } = prepare();
    users.fail('remove', 'TooManyRequestsException');
    await expect(resume()).rejects.toMatchObject({ type: 'rollback_failed' });
    expect(fake.record()).toMatchObject({
      state: 'rollback_failed',
      rollbackError: { message: expect.stringContaining('TooManyRequestsException') },
    });
  });
});
