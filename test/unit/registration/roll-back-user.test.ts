import { describe, expect, it } from 'vitest';
import { recordRollbackFailure, rollBackUser } from '../../../lambdas/registration/rollback.ts';
import { rolesUnknown } from '../../../lambdas/registration/rules.ts';
import { aRecord, aReservation, clock } from '../../support/registration/builders.ts';
import { awsError, fakeUserPool } from '../../support/registration/fake-pool.ts';
import { fakeRegistrationStore } from '../../support/registration/fake-store.ts';

const registration = aReservation();
const failure = rolesUnknown(['user']);
const bystander = 'somebody-else';

function prepare(record = aRecord('created')) {
  const fake = fakeRegistrationStore(record);
  const users = fakeUserPool(registration.userId, bystander);
  const { pool } = users;
  const dependencies = { store: fake.store, registrationsTable: 'registrations', usersTable: 'users', pool, clock };
  const rollBack = rollBackUser(dependencies);
  const giveUp = recordRollbackFailure({ store: fake.store, pool, clock });
  return { fake, users, rollBack: () => rollBack({ registration, failure }), giveUp };
}

describe('rolling back', () => {
  it('removes only the user that the registration made, and frees the address after that', async () => {
    const { fake, users, rollBack } = prepare();
    expect(await rollBack()).toEqual({ outcome: 'rolled_back', failure });
    expect([...users.users]).toEqual([bystander]);
    expect(fake.state()).toBe('rolled_back');
    expect(fake.events()).toEqual(['UserRegistrationRolledBack', 'RoleAssignmentFailed', 'UserRegistrationFailed']);
    expect(fake.data('UserRegistrationFailed')).toMatchObject({ errorType: 'role_not_found', rolledBack: true });
    expect(JSON.stringify(fake.written)).toContain('EMAIL#ann@example.com');
  });

  it('tells of no role that was never attempted', async () => {
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

  it('goes on where an earlier try stopped after the delete', async () => {
    const { fake, users, rollBack } = prepare();
    fake.errors.push(awsError('InternalServerError'));
    await expect(rollBack()).rejects.toThrow();
    expect(users.users.has(registration.userId)).toBe(false);
    expect(await rollBack()).toMatchObject({ outcome: 'rolled_back' });
    expect(fake.events().filter((type) => type === 'UserRegistrationFailed')).toHaveLength(1);
    expect(fake.record()?.steps.filter(({ state }) => state === 'rolling_back')).toHaveLength(1);
  });

  it('answers a repeated try from the record', async () => {
    const { fake, rollBack } = prepare(aRecord('rolled_back', { failure }));
    expect(await rollBack()).toEqual({ outcome: 'rolled_back', failure });
    expect(fake.events()).toEqual([]);
  });

  it.each(['registered', 'roles_pending', 'roles_refused'] as const)(
    'never deletes the user of a registration that is %s',
    async (state) => {
      const { users, rollBack } = prepare(aRecord(state));
      await expect(rollBack()).rejects.toThrow(/not rolled back/);
      expect(users.users.has(registration.userId)).toBe(true);
    },
  );
});

describe('a rollback that failed', () => {
  const rollbackError = { Error: 'Transient', Cause: '{"errorMessage":"503 AdminDeleteUser: InternalErrorException"}' };

  it('records both causes, locks the user out and raises the alert', async () => {
    const { fake, users, giveUp } = prepare(aRecord('rolling_back'));
    await giveUp({ registration, failure, rollbackError });
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

  it('is recorded although the user cannot be locked out', async () => {
    const { fake, users, giveUp } = prepare(aRecord('rolling_back'));
    users.fail('disable', 'AccessDeniedException');
    await giveUp({ registration, failure, rollbackError });
    expect(fake.state()).toBe('rollback_failed');
  });

  it('is told once', async () => {
    const { fake, giveUp } = prepare(aRecord('rolling_back'));
    await giveUp({ registration, failure, rollbackError });
    await giveUp({ registration, failure, rollbackError });
    expect(fake.events().filter((type) => type === 'UserRegistrationFailed')).toHaveLength(1);
  });
});
