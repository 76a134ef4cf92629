import { describe, expect, it } from 'vitest';
import { deleteUser } from '../../../lambdas/accounts/delete-user.ts';
import { ADMIN, ANN, aWorld, byAdmin } from '../../support/accounts/accounts.ts';

const refusedWith = (type: string) => expect.objectContaining({ name: 'Refusal', type });

describe('deleteUser', () => {
  it('deletes grants, identity, profile and e-mail lock, and journals each step', async () => {
    const world = aWorld();
    world.addUser({ roles: ['readonly', 'user'] });
    await deleteUser(world.accounts, ANN, byAdmin);
    expect(world.authorization()).toBeUndefined();
    expect(world.account()).toBeUndefined();
    expect(world.lock()).toBeUndefined();
    expect(world.pool.users.get(ANN)).toBeUndefined();
    expect(world.dynamo.all('access')).toEqual([]);
    expect(world.record()).toMatchObject({ state: 'registered', userDeletedAt: '2026-11-22T10:00:00.004Z' });
    expect(world.events()).toEqual([
      'RoleRevocationAttempted',
      'RoleRevocationSucceeded',
      'RoleRevocationAttempted',
      'RoleRevocationSucceeded',
      'UserDeleted',
    ]);
  });

  it('journals UserDeleted after all revocations, however many roles there are', async () => {
    const world = aWorld();
    world.addUser({ roles: Array.from({ length: 25 }, (_, number) => `role-${number}`) });
    await deleteUser(world.accounts, ANN, byAdmin);
    const times = world.times();
    expect(times).toEqual(times.toSorted());
    expect(new Set(times).size).toBe(51);
    expect(world.events().at(-1)).toBe('UserDeleted');
  });

  it('deletes the external identities of this user only', async () => {
    const world = aWorld();
    world.addUser();
    world.dynamo.put('users', { ...world.account(), externalIdentities: new Set(['acme#1', 'other#2']) });
    for (const name of ['acme#1', 'other#2'])
      world.dynamo.put('registrations', { pk: `EXTERNAL#${name}`, userId: ANN });
    world.dynamo.put('registrations', { pk: 'EXTERNAL#acme#3', userId: ADMIN });
    await deleteUser(world.accounts, ANN, byAdmin);
    const links = world.dynamo.all('registrations').filter(({ pk }) => String(pk).startsWith('EXTERNAL#'));
    expect(links).toEqual([{ pk: 'EXTERNAL#acme#3', userId: ADMIN }]);
  });

  it('refuses a second deletion with not_found', async () => {
    const world = aWorld();
    world.addUser();
    await deleteUser(world.accounts, ANN, byAdmin);
    await expect(deleteUser(world.accounts, ANN, byAdmin)).rejects.toEqual(refusedWith('not_found'));
  });

  it('deletes the grants of a user who is missing in the pool', async () => {
    const world = aWorld();
    world.addUser();
    world.pool.users.clear();
    await deleteUser(world.accounts, ANN, byAdmin);
    expect(world.authorization()).toBeUndefined();
    expect(world.account()).toBeUndefined();
    expect(world.pool.calls).toEqual(['exists', 'remove']);
  });

  it('writes nothing while the pool does not answer whether the user exists', async () => {
    const world = aWorld();
    world.addUser();
    world.pool.broken.add('exists');
    await expect(deleteUser(world.accounts, ANN, byAdmin)).rejects.toEqual(refusedWith('unavailable'));
    expect(world.authorization()).toBeDefined();
    expect(world.account()).not.toHaveProperty('deletionStartedAt');
    expect(world.events()).toEqual([]);
  });

  it('refuses with deletion_incomplete when the pool does not delete the user, and continues when repeated', async () => {
    const world = aWorld();
    world.addUser();
    world.pool.broken.add('remove');
    await expect(deleteUser(world.accounts, ANN, byAdmin)).rejects.toEqual(refusedWith('deletion_incomplete'));
    expect(world.authorization()).toBeUndefined();
    expect(world.account()).toMatchObject({ userId: ANN });
    world.pool.broken.clear();
    await deleteUser(world.accounts, ANN, byAdmin);
    expect(world.events()).toEqual(['RoleRevocationAttempted', 'RoleRevocationSucceeded', 'UserDeleted']);
  });

  it('continues when repeated after the identity was deleted and the profile was not', async () => {
    const world = aWorld();
    world.addUser();
    world.dynamo.failNext = (operation) =>
      operation === 'TransactWriteItems' && !world.pool.users.has(ANN) ? new Error('down') : undefined;
    await expect(deleteUser(world.accounts, ANN, byAdmin)).rejects.toEqual(refusedWith('deletion_incomplete'));
    await deleteUser(world.accounts, ANN, byAdmin);
    expect(world.account()).toBeUndefined();
    expect(world.events().filter((type) => type === 'UserDeleted')).toHaveLength(1);
  });

  it('refuses to delete the last enabled admin, and journals the attempt', async () => {
    const world = aWorld();
    world.addUser({ roles: ['admin'] });
    await expect(deleteUser(world.accounts, ANN, byAdmin)).rejects.toEqual(refusedWith('last_admin'));
    expect(world.admins()).toBe(1);
    expect(world.authorization()).toMatchObject({ version: 1 });
    expect(world.pool.users.has(ANN)).toBe(true);
    expect(world.events()).toEqual(['RoleRevocationAttempted', 'RoleRevocationFailed']);
  });

  it('deletes one of two admins', async () => {
    const world = aWorld();
    world.addUser({ roles: ['admin'] });
    world.addUser({ userId: ADMIN, roles: ['admin'] });
    await deleteUser(world.accounts, ANN, byAdmin);
    expect(world.admins()).toBe(1);
  });

  it('counts an admin once when two requests delete the same user', async () => {
    const world = aWorld();
    world.addUser({ roles: ['admin'] });
    world.addUser({ userId: ADMIN, roles: ['admin'] });
    world.addUser({ userId: '00000000-0000-4000-8000-000000000003', roles: ['admin'] });
    await Promise.all([deleteUser(world.accounts, ANN, byAdmin), deleteUser(world.accounts, ANN, byAdmin)]);
    expect(world.admins()).toBe(2);
    expect(world.events().filter((type) => type === 'UserDeleted')).toHaveLength(1);
  });

  it.each(['reserved', 'created', 'rolling_back', 'rollback_failed'] as const)(
    'refuses to delete a user whose registration is %s',
    async (state) => {
      const world = aWorld();
      world.addUser({ state, roles: [] });
      await expect(deleteUser(world.accounts, ANN, byAdmin)).rejects.toEqual(refusedWith('registration_unfinished'));
      expect(world.pool.users.has(ANN)).toBe(true);
    },
  );

  it('revokes roles that were assigned during the deletion', async () => {
    const world = aWorld();
    world.addUser({ roles: [], state: 'roles_pending', status: 'roles_pending' });
    const remove = world.pool.remove;
    world.pool.remove = async (userId) => {
      await remove(userId);
      world.addUser({ roles: ['user'] });
    };
    await deleteUser(world.accounts, ANN, byAdmin);
    expect(world.authorization()).toBeUndefined();
    expect(world.events()).toEqual(['RoleRevocationAttempted', 'RoleRevocationSucceeded', 'UserDeleted']);
  });

  it('refuses an unknown user with not_found, without a call to the pool', async () => {
    const world = aWorld();
    await expect(deleteUser(world.accounts, ANN, byAdmin)).rejects.toEqual(refusedWith('not_found'));
    expect(world.pool.calls).toEqual([]);
  });

  it('keeps the e-mail lock of another registration', async () => {
    const world = aWorld();
    world.addUser();
    world.dynamo.put('registrations', { pk: `EMAIL#${ANN}@example.com`, registrationId: 'other' });
    await expect(deleteUser(world.accounts, ANN, byAdmin)).rejects.toEqual(refusedWith('deletion_incomplete'));
    expect(world.lock()).toMatchObject({ registrationId: 'other' });
  });
});
