import { describe, expect, it } from 'vitest';
import { disableUser, enableUser } from '../../../lambdas/accounts/disable-user.ts';
import { ADMIN, ANN, aWorld, byAdmin } from '../../support/accounts/accounts.ts';

const refusedWith = (type: string) => expect.objectContaining({ name: 'Refusal', type });

describe('disableUser', () => {
  it('revokes access in the store, then disables the user in the pool and ends the sessions', async () => {
    const world = aWorld();
    world.addUser();
    const account = await disableUser(world.accounts, ANN, byAdmin);
    expect(account).toMatchObject({ status: 'disabled', statusBeforeDisabled: 'active' });
    expect(world.authorization()).toMatchObject({
      disabled: true,
      version: 2,
      signedOutAt: expect.any(String),
      roles: new Set(['user']),
    });
    expect(world.pool.calls).toEqual(['disable', 'signOut']);
    expect(world.events()).toEqual(['UserDisabled']);
  });

  it('voids tokens for good: enabling the user does not restore them', async () => {
    const world = aWorld();
    world.addUser();
    await disableUser(world.accounts, ANN, byAdmin);
    await enableUser(world.accounts, ANN, byAdmin);
    expect(world.authorization()).toMatchObject({ disabled: false, signedOutAt: '2026-11-22T10:00:00.000Z' });
  });

  it('succeeds when repeated and journals UserDisabled once', async () => {
    const world = aWorld();
    world.addUser();
    await disableUser(world.accounts, ANN, byAdmin);
    await disableUser(world.accounts, ANN, byAdmin);
    expect(world.events()).toEqual(['UserDisabled']);
    expect(world.authorization()).toMatchObject({ version: 2 });
  });

  it('revokes access while the pool is unavailable, and updates the pool when repeated', async () => {
    const world = aWorld();
    world.addUser();
    world.pool.broken.add('disable');
    await expect(disableUser(world.accounts, ANN, byAdmin)).rejects.toEqual(refusedWith('unavailable'));
    expect(world.authorization()).toMatchObject({ disabled: true });
    world.pool.broken.clear();
    await disableUser(world.accounts, ANN, byAdmin);
    expect(world.pool.users.get(ANN)).toEqual({ enabled: false });
  });

  it('refuses to disable the last enabled admin, also when another admin is disabled', async () => {
    const world = aWorld();
    world.addUser({ roles: ['admin'] });
    world.addUser({ userId: ADMIN, roles: ['admin'] });
    await disableUser(world.accounts, ADMIN, byAdmin);
    await expect(disableUser(world.accounts, ANN, byAdmin)).rejects.toEqual(refusedWith('last_admin'));
    expect(world.admins()).toBe(1);
    expect(world.account()?.status).toBe('active');
  });

  it('keeps one of two admins who disable each other at the same time', async () => {
    const world = aWorld();
    world.addUser({ roles: ['admin'] });
    world.addUser({ userId: ADMIN, roles: ['admin'] });
    const both = await Promise.allSettled([
      disableUser(world.accounts, ADMIN, byAdmin),
      disableUser(world.accounts, ANN, byAdmin),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(world.admins()).toBe(1);
  });

  it.each(['reserved', 'created', 'roles_pending', 'rolling_back', 'rollback_failed'] as const)(
    'refuses to disable a user whose registration is %s',
    async (state) => {
      const world = aWorld();
      world.addUser({ state, status: 'roles_pending', roles: [] });
      await expect(disableUser(world.accounts, ANN, byAdmin)).rejects.toEqual(refusedWith('registration_unfinished'));
      expect(world.pool.calls).toEqual([]);
      expect(world.authorization()).toBeUndefined();
      expect(world.events()).toEqual([]);
    },
  );

  it('refuses an unknown user with not_found', async () => {
    await expect(disableUser(aWorld().accounts, ANN, byAdmin)).rejects.toEqual(refusedWith('not_found'));
  });
});

describe('enableUser', () => {
  it('restores status, roles and sign-in, and journals UserEnabled once', async () => {
    const world = aWorld();
    world.addUser({ roles: ['admin'], status: 'roles_refused', state: 'roles_refused' });
    world.addUser({ userId: ADMIN, roles: ['admin'] });
    await disableUser(world.accounts, ANN, byAdmin);
    expect(world.admins()).toBe(1);
    const account = await enableUser(world.accounts, ANN, byAdmin);
    await enableUser(world.accounts, ANN, byAdmin);
    expect(account).toMatchObject({ status: 'roles_refused' });
    expect(account).not.toHaveProperty('statusBeforeDisabled');
    expect(world.admins()).toBe(2);
    expect(world.authorization()?.disabled).toBe(false);
    expect(world.pool.users.get(ANN)).toEqual({ enabled: true });
    expect(world.events()).toEqual(['UserDisabled', 'UserEnabled']);
  });

  it('restores nothing while the pool is unavailable', async () => {
    const world = aWorld();
    world.addUser();
    await disableUser(world.accounts, ANN, byAdmin);
    world.pool.broken.add('enable');
    await expect(enableUser(world.accounts, ANN, byAdmin)).rejects.toEqual(refusedWith('unavailable'));
    expect(world.authorization()).toMatchObject({ disabled: true });
  });

  it.each(['roles_pending', 'disabled'] as const)(
    'refuses to enable a user whom a failed rollback has disabled: %s',
    async (status) => {
      const world = aWorld();
      world.addUser({ state: 'rollback_failed', status, roles: [] });
      await expect(enableUser(world.accounts, ANN, byAdmin)).rejects.toEqual(refusedWith('registration_unfinished'));
      expect(world.pool.calls).toEqual([]);
    },
  );

  it('refuses to enable a user whose deletion has started', async () => {
    const world = aWorld();
    world.addUser();
    await disableUser(world.accounts, ANN, byAdmin);
    world.dynamo.put('users', { ...world.account(), deletionStartedAt: '2026-11-22T10:00:00.000Z' });
    await expect(enableUser(world.accounts, ANN, byAdmin)).rejects.toEqual(refusedWith('not_found'));
  });
});
