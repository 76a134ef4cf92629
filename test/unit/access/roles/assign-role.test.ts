import { describe, expect, it } from 'vitest';
import { ADMIN, ANN, aRoleWorld, NOW, refusedWith } from '../../../support/roles/world.ts';

const GIVEN_AT = '2026-11-22T10:00:00.001Z';
const grant = { userId: ANN, role: 'user', assignedBy: ADMIN, assignedAt: GIVEN_AT };

describe('assigning a role', () => {
  it('is one call: the grant, what the user holds, its version and both events', async () => {
    const world = aRoleWorld();
    world.person();

    expect(await world.assign({ ...world.asked(), role: 'user' })).toEqual(grant);

    expect(world.calls).toEqual(['TransactWrite']);
    expect([world.roles(), world.grants(), world.held()?.version]).toEqual([['user'], ['user'], 1]);
    expect(world.events()).toEqual(['RoleAssignmentAttempted user', 'RoleAssignmentSucceeded user']);
    const [attempted, succeeded] = world.rows();
    expect(attempted?.detail.metadata).toMatchObject({ occurredAt: NOW, actor: { id: ADMIN }, causationId: 'req-1' });
    expect(succeeded?.detail).toMatchObject({
      metadata: { occurredAt: GIVEN_AT },
      data: { userId: ANN, assignedBy: ADMIN },
    });
  });

  it('counts an admin more', async () => {
    const world = aRoleWorld();
    world.person();
    await world.assign({ ...world.asked(), role: 'admin' });
    expect([world.admins(), world.calls.length]).toEqual([1, 1]);
  });

  it('does not count an admin who is disabled, and takes two calls for that', async () => {
    const world = aRoleWorld();
    world.person({ disabled: true });
    await world.assign({ ...world.asked(), role: 'admin' });
    expect([world.roles(), world.admins(), world.calls.length]).toEqual([['admin'], 0, 2]);
  });

  it.each(['user', 'readonly'])('lets who holds as much give %s', async (role) => {
    const world = aRoleWorld();
    world.person();
    const permissions = ['roles:assign', 'users:read', 'roles:read', 'groups:read', 'authorization:check'] as const;
    const more = ['registrations:read', 'audit:read', 'sessions:read'] as const;
    await world.assign({ ...world.asked(ANN, { permissions: [...permissions, ...more] }), role });
    expect(world.roles()).toEqual([role]);
  });
});

describe('an assignment is refused, told with its reason, and gives nothing', () => {
  it.each([
    ['not_allowed', 'without roles:assign', { permissions: ['users:read'] as const }, 'user'],
    ['not_allowed', 'of more than the caller holds', { permissions: ['roles:assign'] as const }, 'readonly'],
    ['role_not_found', 'of no role', {}, 'nothing'],
    ['role_not_found', 'of a role that is about to be deleted', {}, 'retired'],
    ['already_has_role', 'of what the user has', {}, 'held'],
  ] as const)('%s: %s', async (reason, _, asker, role) => {
    const world = aRoleWorld();
    world.role('retired', [], { retiredAt: NOW });
    world.role('held');
    world.person({ roles: ['held'] });

    await expect(world.assign({ ...world.asked(ANN, asker), role })).rejects.toEqual(refusedWith(reason));

    expect(world.events()).toEqual([`RoleAssignmentAttempted ${role}`, `RoleAssignmentFailed ${role} ${reason}`]);
    expect([world.roles(), world.held()?.version]).toEqual([['held'], 1]);
  });

  it('not_allowed without a look at anything', async () => {
    const world = aRoleWorld();
    await expect(world.assign({ ...world.asked(ANN, { permissions: [] }), role: 'no-role' })).rejects.toEqual(
      refusedWith('not_allowed'),
    );
    expect(world.calls).toEqual(['TransactWrite']);
    expect(world.events()).toEqual(['RoleAssignmentAttempted no-role', 'RoleAssignmentFailed no-role not_allowed']);
  });

  it.each([undefined, { deletionStartedAt: NOW }, { registering: true }])(
    'user_not_found: nobody, who is being deleted, and whose registration may still be rolled back',
    async (person) => {
      const world = aRoleWorld();
      if (person) world.person(person);
      await expect(world.assign({ ...world.asked(), role: 'no-role' })).rejects.toEqual(refusedWith('user_not_found'));
      expect(world.events()[1]).toBe('RoleAssignmentFailed no-role user_not_found');
      expect(world.held()).toBeUndefined();
    },
  );

  it('not_allowed: a 26th role', async () => {
    const world = aRoleWorld();
    const names = Array.from({ length: 25 }, (_, number) => `role-${number}`);
    world.person({ roles: names });
    await expect(world.assign({ ...world.asked(), role: 'admin' })).rejects.toEqual(refusedWith('not_allowed'));
    expect([world.roles().length, world.calls.length]).toEqual([25, 2]);
  });
});
