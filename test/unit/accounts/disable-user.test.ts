import { describe, expect, it } from 'vitest';
import { disableUser, enableUser } from '../../../lambdas/accounts/disable-user.ts';
import { ADMIN, ANN, aWorld, byAdmin } from '../../support/accounts/accounts.ts';

const refusedWith = (type: string) => expect.objectContaining({ name: 'Refusal', type });

describe('disabling a user', () => {
  it('takes the access in the store, then locks the pool and ends the sessions', async () => {
    const world = aWorld();
    world.person();
    const account = await disableUser(world.accounts, ANN, byAdmin);
    expect(account).toMatchObject({ status: 'disabled', statusBeforeDisabled: 'active' });
    expect(world.held()).toMatchObject({
      disabled: true,
      version: 2,
      signedOutAt: expect.any(String),
      roles: new Set(['user']),
    });
    expect(world.pool.calls).toEqual(['disable', 'signOut']);
    expect(world.events()).toEqual(['UserDisabled']);
  });

  it('voids her tokens for good: enabling her again does not bring them back', async () => {
    const world = aWorld();
    world.person();
    await disableUser(world.accounts, ANN, byAdmin);
    await enableUser(world.accounts, ANN, byAdmin);
    expect(world.held()).toMatchObject({ disabled: false, signedOutAt: '2026-11-22T10:00:00.000Z' });
  });

  it('succeeds twice and tells it once', async () => {
    const world = aWorld();
    world.person();
    await disableUser(world.accounts, ANN, byAdmin);
    await disableUser(world.accounts, ANN, byAdmin);
    expect(world.events()).toEqual(['UserDisabled']);
    expect(world.held()).toMatchObject({ version: 2 });
  });

  it('has taken the access when the pool is silent, and asks it again the next time', async () => {
    const world = aWorld();
    world.person();
    world.pool.broken.add('disable');
    await expect(disableUser(world.accounts, ANN, byAdmin)).rejects.toEqual(refusedWith('unavailable'));
    expect(world.held()).toMatchObject({ disabled: true });
    world.pool.broken.clear();
    await disableUser(world.accounts, ANN, byAdmin);
    expect(world.pool.users.get(ANN)).toEqual({ enabled: false });
  });

  it('keeps the last enabled admin, also when another admin is disabled', async () => {
    const world = aWorld();
    world.person({ roles: ['admin'] });
    world.person({ userId: ADMIN, roles: ['admin'] });
    await disableUser(world.accounts, ADMIN, byAdmin);
    await expect(disableUser(world.accounts, ANN, byAdmin)).rejects.toEqual(refusedWith('last_admin'));
    expect([world.admins(), world.account()?.status]).toEqual([1, 'active']);
  });

  it('lets one of two admins win who disable each other', async () => {
    const world = aWorld();
    world.person({ roles: ['admin'] });
    world.person({ userId: ADMIN, roles: ['admin'] });
    const both = await Promise.allSettled([
      disableUser(world.accounts, ADMIN, byAdmin),
      disableUser(world.accounts, ANN, byAdmin),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(world.admins()).toBe(1);
  });

  it.each(['reserved', 'created', 'roles_pending', 'rolling_back', 'rollback_failed'] as const)(
    'leaves a user alone whose registration is %s',
    async (state) => {
      const world = aWorld();
      world.person({ state, status: 'roles_pending', roles: [] });
      await expect(disableUser(world.accounts, ANN, byAdmin)).rejects.toEqual(refusedWith('registration_unfinished'));
      expect([world.pool.calls, world.held(), world.events()]).toEqual([[], undefined, []]);
    },
  );

  it('answers 404 for a stranger', async () => {
    await expect(disableUser(aWorld().accounts, ANN, byAdmin)).rejects.toEqual(refusedWith('not_found'));
  });
});

describe('enabling a user', () => {
  it('gives everything back as it was, once', async () => {
    const world = aWorld();
    world.person({ roles: ['admin'], status: 'roles_refused', state: 'roles_refused' });
    world.person({ userId: ADMIN, roles: ['admin'] });
    await disableUser(world.accounts, ANN, byAdmin);
    expect(world.admins()).toBe(1);
    const account = await enableUser(world.accounts, ANN, byAdmin);
    await enableUser(world.accounts, ANN, byAdmin);
    expect(account).toMatchObject({ status: 'roles_refused' });
    expect(account).not.toHaveProperty('statusBeforeDisabled');
    expect([world.admins(), world.held()?.disabled, world.pool.users.get(ANN)]).toEqual([2, false, { enabled: true }]);
    expect(world.events()).toEqual(['UserDisabled', 'UserEnabled']);
  });

  it('gives nothing back while the pool is silent', async () => {
    const world = aWorld();
    world.person();
    await disableUser(world.accounts, ANN, byAdmin);
    world.pool.broken.add('enable');
    await expect(enableUser(world.accounts, ANN, byAdmin)).rejects.toEqual(refusedWith('unavailable'));
    expect(world.held()).toMatchObject({ disabled: true });
  });

  it.each(['roles_pending', 'disabled'] as const)(
    'leaves out whom a failed rollback has locked out: %s',
    async (status) => {
      const world = aWorld();
      world.person({ state: 'rollback_failed', status, roles: [] });
      await expect(enableUser(world.accounts, ANN, byAdmin)).rejects.toEqual(refusedWith('registration_unfinished'));
      expect(world.pool.calls).toEqual([]);
    },
  );

  it('does not bring back whom a deletion has stripped already', async () => {
    const world = aWorld();
    world.person();
    await disableUser(world.accounts, ANN, byAdmin);
    world.dynamo.put('users', { ...world.account(), deletionStartedAt: '2026-11-22T10:00:00.000Z' });
    await expect(enableUser(world.accounts, ANN, byAdmin)).rejects.toEqual(refusedWith('not_found'));
  });
});
