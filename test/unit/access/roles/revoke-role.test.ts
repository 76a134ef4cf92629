import { describe, expect, it } from 'vitest';
import { ADMIN, ANN, aRoleWorld, NOW, refusedWith } from '../../../support/roles/world.ts';

describe('revokeRole', () => {
  it('deletes the grant and writes the authorization, its version and both events in one call', async () => {
    const world = aRoleWorld();
    world.addUser({ roles: ['readonly', 'user'] });

    await world.revoke({ ...world.request(), role: 'user', reason: 'left the team' });

    expect(world.calls).toEqual(['TransactWrite']);
    expect(world.roles()).toEqual(['readonly']);
    expect(world.grants()).toEqual(['readonly']);
    expect(world.authorization()?.version).toBe(2);
    expect(world.authorization()).not.toHaveProperty('signedOutAt');
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

  it('signs a former admin out, and counts one less', async () => {
    const world = aRoleWorld();
    world.addUser({ userId: ADMIN, roles: ['admin'] });
    world.addUser({ roles: ['admin'] });
    await world.revoke({ ...world.request(), role: 'admin' });
    expect(world.authorization()).toMatchObject({ version: 2, signedOutAt: NOW });
    expect(world.roles()).toEqual([]);
    expect(world.admins()).toBe(1);
    expect(world.calls).toHaveLength(1);
  });

  it('revokes the role of a disabled admin, who was not counted', async () => {
    const world = aRoleWorld();
    world.addUser({ userId: ADMIN, roles: ['admin'] });
    world.addUser({ roles: ['admin'], disabled: true });
    await world.revoke({ ...world.request(), role: 'admin' });
    expect(world.roles()).toEqual([]);
    expect(world.admins()).toBe(1);
    expect(world.calls).toHaveLength(2);
  });

  it('revokes a deleted role, whatever its permissions were', async () => {
    const world = aRoleWorld();
    world.addUser({ roles: ['deleted'] });
    await world.revoke({ ...world.request(ANN, { permissions: ['roles:assign'] }), role: 'deleted' });
    expect(world.grants()).toEqual([]);
  });
});

describe('revokeRole refuses, records the reason and revokes nothing', () => {
  it.each([
    ['not_allowed', 'without roles:assign', { permissions: ['users:read'] as const }, 'user'],
    ['not_allowed', 'of permissions that the caller lacks', { permissions: ['roles:assign'] as const }, 'admin'],
    ['does_not_have_role', 'of a role that the user does not have', {}, 'readonly'],
    ['does_not_have_role', 'of an unknown role', {}, 'nothing'],
    ['last_admin', 'of the last admin', {}, 'admin'],
  ] as const)('%s: %s', async (reason, _, asker, role) => {
    const world = aRoleWorld();
    world.addUser({ roles: ['admin', 'user'] });

    await expect(world.revoke({ ...world.request(ANN, asker), role })).rejects.toEqual(refusedWith(reason));

    expect(world.events()).toEqual([`RoleRevocationAttempted ${role}`, `RoleRevocationFailed ${role} ${reason}`]);
    expect(world.roles()).toEqual(['admin', 'user']);
    expect(world.authorization()?.version).toBe(1);
    expect(world.admins()).toBe(1);
  });

  it('user_not_found', async () => {
    const world = aRoleWorld();
    await expect(world.revoke({ ...world.request(), role: 'user' })).rejects.toEqual(refusedWith('user_not_found'));
    expect(world.events()).toEqual(['RoleRevocationAttempted user', 'RoleRevocationFailed user user_not_found']);
  });

  it('last_admin although there are other admins, who are disabled', async () => {
    const world = aRoleWorld();
    world.addUser({ userId: ADMIN, roles: ['admin'], disabled: true });
    world.addUser({ roles: ['admin'] });
    await expect(world.revoke({ ...world.request(), role: 'admin' })).rejects.toEqual(refusedWith('last_admin'));
  });
});
