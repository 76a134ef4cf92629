import { describe, expect, it } from 'vitest';
import { deleteUser } from '../../../lambdas/accounts/delete-user.ts';
import { ADMIN, ANN, aWorld, byAdmin } from '../../support/accounts/accounts.ts';

const refusedWith = (type: string) => expect.objectContaining({ name: 'Refusal', type });

describe('deleting a user', () => {
  it('leaves no grant, identity, profile or lock, and tells each step', async () => {
    const world = aWorld();
    world.person({ roles: ['readonly', 'user'] });
    await deleteUser(world.accounts, ANN, byAdmin);
    expect([world.held(), world.account(), world.lock(), world.pool.users.get(ANN)]).toEqual(Array(4).fill(undefined));
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

  it('tells the end behind all that was taken, however many roles that were', async () => {
    const world = aWorld();
    world.person({ roles: Array.from({ length: 25 }, (_, number) => `role-${number}`) });
    await deleteUser(world.accounts, ANN, byAdmin);
    const times = world.times();
    expect(times).toEqual(times.toSorted());
    expect(new Set(times).size).toBe(51);
    expect(world.events().at(-1)).toBe('UserDeleted');
  });

  it('removes the external identities that stand for her, and nobody else', async () => {
    const world = aWorld();
    world.person();
    world.dynamo.put('users', { ...world.account(), externalIdentities: new Set(['acme#1', 'other#2']) });
    for (const name of ['acme#1', 'other#2'])
      world.dynamo.put('registrations', { pk: `EXTERNAL#${name}`, userId: ANN });
    world.dynamo.put('registrations', { pk: 'EXTERNAL#acme#3', userId: ADMIN });
    await deleteUser(world.accounts, ANN, byAdmin);
    const links = world.dynamo.all('registrations').filter(({ pk }) => String(pk).startsWith('EXTERNAL#'));
    expect(links).toEqual([{ pk: 'EXTERNAL#acme#3', userId: ADMIN }]);
  });

  it('answers 404 the second time', async () => {
    const world = aWorld();
    world.person();
    await deleteUser(world.accounts, ANN, byAdmin);
    await expect(deleteUser(world.accounts, ANN, byAdmin)).rejects.toEqual(refusedWith('not_found'));
  });

  it('still takes the grants when the pool does not know her', async () => {
    const world = aWorld();
    world.person();
    world.pool.users.clear();
    await deleteUser(world.accounts, ANN, byAdmin);
    expect([world.held(), world.account()]).toEqual([undefined, undefined]);
    expect(world.pool.calls).toEqual(['exists', 'remove']);
  });

  it('writes nothing when the pool does not say whether she exists', async () => {
    const world = aWorld();
    world.person();
    world.pool.broken.add('exists');
    await expect(deleteUser(world.accounts, ANN, byAdmin)).rejects.toEqual(refusedWith('unavailable'));
    expect(world.held()).toBeDefined();
    expect(world.account()).not.toHaveProperty('deletionStartedAt');
    expect(world.events()).toEqual([]);
  });

  it('says that the grants are gone when the pool keeps her, and goes on when asked again', async () => {
    const world = aWorld();
    world.person();
    world.pool.broken.add('remove');
    await expect(deleteUser(world.accounts, ANN, byAdmin)).rejects.toEqual(refusedWith('deletion_incomplete'));
    expect([world.held(), world.account()]).toEqual([undefined, expect.objectContaining({ userId: ANN })]);
    world.pool.broken.clear();
    await deleteUser(world.accounts, ANN, byAdmin);
    expect(world.events()).toEqual(['RoleRevocationAttempted', 'RoleRevocationSucceeded', 'UserDeleted']);
  });

  it('goes on after the identity is gone and the profile was not', async () => {
    const world = aWorld();
    world.person();
    world.dynamo.failNext = (operation) =>
      operation === 'TransactWriteItems' && !world.pool.users.has(ANN) ? new Error('down') : undefined;
    await expect(deleteUser(world.accounts, ANN, byAdmin)).rejects.toEqual(refusedWith('deletion_incomplete'));
    await deleteUser(world.accounts, ANN, byAdmin);
    expect(world.account()).toBeUndefined();
    expect(world.events().filter((type) => type === 'UserDeleted')).toHaveLength(1);
  });

  it('keeps the last enabled admin, and tells that it was tried', async () => {
    const world = aWorld();
    world.person({ roles: ['admin'] });
    await expect(deleteUser(world.accounts, ANN, byAdmin)).rejects.toEqual(refusedWith('last_admin'));
    expect([world.admins(), world.held()]).toEqual([1, expect.objectContaining({ version: 1 })]);
    expect(world.pool.users.has(ANN)).toBe(true);
    expect(world.events()).toEqual(['RoleRevocationAttempted', 'RoleRevocationFailed']);
  });

  it('lets one of two admins go', async () => {
    const world = aWorld();
    world.person({ roles: ['admin'] });
    world.person({ userId: ADMIN, roles: ['admin'] });
    await deleteUser(world.accounts, ANN, byAdmin);
    expect(world.admins()).toBe(1);
  });

  it('counts an admin once when two requests delete her', async () => {
    const world = aWorld();
    world.person({ roles: ['admin'] });
    world.person({ userId: ADMIN, roles: ['admin'] });
    world.person({ userId: '00000000-0000-4000-8000-000000000003', roles: ['admin'] });
    await Promise.all([deleteUser(world.accounts, ANN, byAdmin), deleteUser(world.accounts, ANN, byAdmin)]);
    expect(world.admins()).toBe(2);
    expect(world.events().filter((type) => type === 'UserDeleted')).toHaveLength(1);
  });

  it.each(['reserved', 'created', 'rolling_back', 'rollback_failed'] as const)(
    'leaves a user alone whose registration is %s',
    async (state) => {
      const world = aWorld();
      world.person({ state, roles: [] });
      await expect(deleteUser(world.accounts, ANN, byAdmin)).rejects.toEqual(refusedWith('registration_unfinished'));
      expect(world.pool.users.has(ANN)).toBe(true);
    },
  );

  it('takes roles that were given while the deletion went on', async () => {
    const world = aWorld();
    world.person({ roles: [], state: 'roles_pending', status: 'roles_pending' });
    const remove = world.pool.remove;
    world.pool.remove = async (userId) => {
      await remove(userId);
      world.person({ roles: ['user'] });
    };
    await deleteUser(world.accounts, ANN, byAdmin);
    expect(world.held()).toBeUndefined();
    expect(world.events()).toEqual(['RoleRevocationAttempted', 'RoleRevocationSucceeded', 'UserDeleted']);
  });

  it('does not ask the pool about a stranger', async () => {
    const world = aWorld();
    await expect(deleteUser(world.accounts, ANN, byAdmin)).rejects.toEqual(refusedWith('not_found'));
    expect(world.pool.calls).toEqual([]);
  });

  it("leaves another registration's lock on the address", async () => {
    const world = aWorld();
    world.person();
    world.dynamo.put('registrations', { pk: `EMAIL#${ANN}@example.com`, registrationId: 'other' });
    await expect(deleteUser(world.accounts, ANN, byAdmin)).rejects.toEqual(refusedWith('deletion_incomplete'));
    expect(world.lock()).toMatchObject({ registrationId: 'other' });
  });
});
