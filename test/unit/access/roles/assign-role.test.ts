import { describe, expect, it } from 'vitest';
import { ADMIN, ANN, aRoleWorld, NOW, refusedWith } from '../../../support/roles/world.ts';

const GIVEN_AT = '2026-11-22T10:00:00.001Z';
const grant = { userId: ANN, role: 'user', assignedBy: ADMIN, assignedAt: GIVEN_AT };

describe('assignRole', () => {
  it('writes the grant, the authorization, its version and both events in one call', async () => {
    const world = aRoleWorld();
    world.addUser();

    expect(await world.assign({ ...world.request(), role: 'user' })).toEqual(grant);

    expect(world.calls).toEqual(['TransactWrite']);
    expect(world.roles()).toEqual(['user']);
    expect(world.grants()).toEqual(['user']);
    expect(world.authorization()?.version).toBe(1);
    expect(world.events()).toEqual(['RoleAssignmentAttempted user', 'RoleAssignmentSucceeded user']);
    const [first, second] = world.rows();
    expect(first?.detail.metadata).toMatchObject({ occurredAt: NOW, actor: { id: ADMIN }, causationId: 'req-1' });
    expect(second?.detail).toMatchObject({
      metadata: { occurredAt: GIVEN_AT },
      data: { userId: ANN, assignedBy: ADMIN },
    });
  });

  it('counts an admin more', async () => {
    const world = aRoleWorld();
    world.addUser();
    await world.assign({ ...world.request(), role: 'admin' });
    expect(world.admins()).toBe(1);
    expect(world.calls).toHaveLength(1);
  });

  it('does not count a disabled admin, in two calls', async () => {
    const world = aRoleWorld();
    world.addUser({ disabled: true });
    await world.assign({ ...world.request(), role: 'admin' });
    expect(world.roles()).toEqual(['admin']);
    expect(world.admins()).toBe(0);
    expect(world.calls).toHaveLength(2);
  });

  it.each(['user', 'readonly'])('assigns %s for a caller with its permissions', async (role) => {
    const world = aRoleWorld();
    world.addUser();
    const permissions = ['roles:assign', 'users:read', 'roles:read', 'groups:read', 'authorization:check'] as const;
    const more = ['registrations:read', 'audit:read', 'sessions:read'] as const;
    await world.assign({ ...world.request(ANN, { permissions: [...permissions, ...more] }), role });
    expect(world.roles()).toEqual([role]);
  });
});

describe('assignRole refuses, records the reason and assigns nothing', () => {
  it.each([
    ['not_allowed', 'without roles:assign', { permissions: ['users:read'] as const }, 'user'],
    ['not_allowed', 'of permissions that the caller lacks', { permissions: ['roles:assign'] as const }, 'readonly'],
    ['role_not_found', 'of an unknown role', {}, 'nothing'],
    ['role_not_found', 'of a role that is being deleted', {}, 'retired'],
    ['already_has_role', 'of a role that the user has', {}, 'held'],
  ] as const)('%s: %s', async (reason, _, asker, role) => {
    const world = aRoleWorld();
    world.role('retired', [], { retiredAt: NOW });
    world.role('held');
    world.addUser({ roles: ['held'] });

    await expect(world.assign({ ...world.request(ANN, asker), role })).rejects.toEqual(refusedWith(reason));

    expect(world.events()).toEqual([`RoleAssignmentAttempted ${role}`, `RoleAssignmentFailed ${role} ${reason}`]);
    expect(world.roles()).toEqual(['held']);
    expect(world.authorization()?.version).toBe(1);
  });

  it('not_allowed before it reads anything', async () => {
    const world = aRoleWorld();
    await expect(world.assign({ ...world.request(ANN, { permissions: [] }), role: 'no-role' })).rejects.toEqual(
      refusedWith('not_allowed'),
    );
    expect(world.calls).toEqual(['TransactWrite']);
    expect(world.events()).toEqual(['RoleAssignmentAttempted no-role', 'RoleAssignmentFailed no-role not_allowed']);
  });

  it.each([undefined, { deletionStartedAt: NOW }, { registering: true }])(
    'user_not_found: unknown, being deleted, or with a registration that may still be rolled back',
    async (user) => {
      const world = aRoleWorld();
      if (user) world.addUser(user);
      await expect(world.assign({ ...world.request(), role: 'no-role' })).rejects.toEqual(
        refusedWith('user_not_found'),
      );
      expect(world.events()[1]).toBe('RoleAssignmentFailed no-role user_not_found');
      expect(world.authorization()).toBeUndefined();
    },
  );

  it('not_allowed: a 26th role', async () => {
    const world = aRoleWorld();
    const names = Array.from({ length: 25 }, (_, number) => `role-${number}`);
    world.addUser({ roles: names });
    await expect(world.assign({ ...world.request(), role: 'admin' })).rejects.toEqual(refusedWith('not_allowed'));
    expect(world.roles()).toHaveLength(25);
    expect(world.calls).toHaveLength(2);
  });
});
