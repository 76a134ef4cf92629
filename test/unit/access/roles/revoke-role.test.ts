import { describe, expect, it } from 'vitest';
import { ADMIN, ANN, aRoleWorld, NOW, refusedWith } from '../../../support/roles/world.ts';

describe('revoking a role', () => {
  it('is one call: no grant, what the user holds, its version and both events', async () => {
    const world = aRoleWorld();
    world.person({ roles: ['readonly', 'user'] });

    await world.revoke({ ...world.asked(), role: 'user', reason: 'left the team' });

    expect(world.calls).toEqual(['TransactWrite']);
    expect([world.roles(), world.grants(), world.held()?.version]).toEqual([['readonly'], ['readonly'], 2]);
    expect(world.held()).not.toHaveProperty('signedOutAt');
    expect(world.events()).toEqual([
      'RoleRevocationAttempted user left the team',
      'RoleRevocationSucceeded user left the team',
    ]);
    expect(world.rows()[1]?.detail.data).toEqual({
      userId: ANN,
      role: 'user',
      revokedBy: ADMIN,
      reason: 'left the team',
    });
  });

  it('signs out who is no admin any more, and counts one less', async () => {
    const world = aRoleWorld();
    world.person({ userId: ADMIN, roles: ['admin'] });
    world.person({ roles: ['admin'] });
    await world.revoke({ ...world.asked(), role: 'admin' });
    expect(world.held()).toMatchObject({ version: 2, signedOutAt: NOW });
    expect([world.roles(), world.admins(), world.calls.length]).toEqual([[], 1, 1]);
  });

  it('takes the role of a disabled admin, who was not counted', async () => {
    const world = aRoleWorld();
    world.person({ userId: ADMIN, roles: ['admin'] });
    world.person({ roles: ['admin'], disabled: true });
    await world.revoke({ ...world.asked(), role: 'admin' });
    expect([world.roles(), world.admins(), world.calls.length]).toEqual([[], 1, 2]);
  });

  it('takes a role that the catalogue has no more, whatever it once held', async () => {
    const world = aRoleWorld();
    world.person({ roles: ['gone'] });
    await world.revoke({ ...world.asked(ANN, { permissions: ['roles:assign'] }), role: 'gone' });
    expect(world.grants()).toEqual([]);
  });
});

describe('a revocation is refused, told with its reason, and takes nothing', () => {
  it.each([
    ['not_allowed', 'without roles:assign', { permissions: ['users:read'] as const }, 'user'],
    ['not_allowed', 'of more than the caller holds', { permissions: ['roles:assign'] as const }, 'admin'],
    ['does_not_have_role', 'of what the user has not', {}, 'readonly'],
    ['does_not_have_role', 'of no role', {}, 'nothing'],
    ['last_admin', 'of the last admin', {}, 'admin'],
  ] as const)('%s: %s', async (reason, _, asker, role) => {
    const world = aRoleWorld();
    world.person({ roles: ['admin', 'user'] });

    await expect(world.revoke({ ...world.asked(ANN, asker), role })).rejects.toEqual(refusedWith(reason));

    expect(world.events()).toEqual([`RoleRevocationAttempted ${role}`, `RoleRevocationFailed ${role} ${reason}`]);
    expect([world.roles(), world.held()?.version, world.admins()]).toEqual([['admin', 'user'], 1, 1]);
  });

  it('user_not_found', async () => {
    const world = aRoleWorld();
    await expect(world.revoke({ ...world.asked(), role: 'user' })).rejects.toEqual(refusedWith('user_not_found'));
    expect(world.events()).toEqual(['RoleRevocationAttempted user', 'RoleRevocationFailed user user_not_found']);
  });

  it('last_admin although others are admins, but disabled', async () => {
    const world = aRoleWorld();
    world.person({ userId: ADMIN, roles: ['admin'], disabled: true });
    world.person({ roles: ['admin'] });
    await expect(world.revoke({ ...world.asked(), role: 'admin' })).rejects.toEqual(refusedWith('last_admin'));
  });
});
