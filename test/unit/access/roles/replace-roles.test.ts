import { describe, expect, it } from 'vitest';
import { ADMIN, ANN, aRoleWorld, NOW, refusedWith } from '../../../support/roles/world.ts';

const many = (count: number, from = 0) => Array.from({ length: count }, (_, index) => `role-${from + index}`);

describe('replacing roles', () => {
  it('gives and takes in two calls, and tells each change before the whole', async () => {
    const world = aRoleWorld();
    world.role('auditor');
    world.person({ roles: ['readonly', 'user'] });

    const answer = await world.replace({ ...world.asked(), roles: ['user', 'auditor'] });

    expect(answer).toEqual({ userId: ANN, before: ['readonly', 'user'], after: ['auditor', 'user'] });
    expect(world.calls).toEqual(['Get', 'TransactWrite']);
    expect([world.roles(), world.grants(), world.held()?.version]).toEqual([
      ['auditor', 'user'],
      ['auditor', 'user'],
      2,
    ]);
    expect(world.events()).toEqual([
      'RoleAssignmentAttempted auditor',
      'RoleAssignmentSucceeded auditor',
      'RoleRevocationAttempted readonly',
      'RoleRevocationSucceeded readonly',
      'UserRolesReplaced',
    ]);
  });

  it('gives each grant the time of the event that tells it', async () => {
    const world = aRoleWorld();
    world.person();
    await world.replace({ ...world.asked(), roles: ['user', 'readonly'] });
    const told = world.rows().filter(({ type }) => type === 'RoleAssignmentSucceeded');
    for (const { detail } of told) {
      const { role } = detail.data as { role: string };
      const grant = world.access.get({ pk: `USER#${ANN}`, sk: `GRANT#${role}` });
      expect(grant?.grantedAt).toBe(detail.metadata.occurredAt);
    }
    expect(told).toHaveLength(2);
  });

  it('tells who said so also when that changes nothing', async () => {
    const world = aRoleWorld();
    world.person({ roles: ['user'] });
    await world.replace({ ...world.asked(), roles: ['user'] });
    expect([world.events(), world.held()?.version]).toEqual([['UserRolesReplaced'], 1]);
  });

  it('takes all roles away, and signs out who was an admin', async () => {
    const world = aRoleWorld();
    world.person({ userId: ADMIN, roles: ['admin'] });
    world.person({ roles: ['admin', 'user'] });
    await world.replace({ ...world.asked(), roles: [] });
    expect(world.held()).toMatchObject({ version: 2, signedOutAt: NOW });
    expect([world.roles(), world.grants(), world.admins()]).toEqual([[], [], 1]);
  });

  it.each([
    [false, 1],
    [true, 0],
  ])('counts an admin more where she is not disabled (%s)', async (disabled, admins) => {
    const world = aRoleWorld();
    world.person({ disabled });
    await world.replace({ ...world.asked(), roles: ['admin'] });
    expect([world.roles(), world.admins()]).toEqual([['admin'], admins]);
  });

  it('reads again when somebody was faster', async () => {
    const world = aRoleWorld();
    world.role('auditor');
    world.person({ roles: ['user'] });
    const asked = world.asked();
    const both = [world.replace({ ...asked, roles: ['readonly'] }), world.replace({ ...asked, roles: ['auditor'] })];
    const answers = await Promise.all(both);
    const [last, first] = answers.toSorted((one) => (one.before[0] === 'user' ? 1 : -1));
    expect([first?.before, last?.before, last?.after]).toEqual([['user'], first?.after, world.roles()]);
    expect(world.held()?.version).toBe(3);
  });

  it('takes 24 new roles at once; more go in two requests', async () => {
    const world = aRoleWorld();
    for (const name of many(25)) world.role(name);
    world.person();
    await expect(world.replace({ ...world.asked(), roles: many(25) })).rejects.toEqual(refusedWith('validation_error'));
    expect(world.events()).toEqual([]);
    await world.replace({ ...world.asked(), roles: many(24) });
    await world.replace({ ...world.asked(), roles: many(25) });
    expect(world.roles()).toHaveLength(25);
    await world.replace({ ...world.asked(), roles: [] });
    expect(world.roles()).toEqual([]);
  });
});

describe('a replacement is refused, changes nothing, and tells the roles that are to blame', () => {
  it.each([
    [
      'not_allowed',
      'who may not',
      { permissions: ['users:read'] as const },
      ['x', 'user'],
      'not_allowed',
      ['x', 'user'],
    ],
    [
      'not_allowed',
      'who lacks',
      { permissions: ['roles:assign'] as const },
      ['readonly', 'user'],
      'not_allowed',
      ['readonly'],
    ],
    ['unknown_roles', 'no such roles', {}, ['x', 'y', 'admin'], 'role_not_found', ['x', 'y']],
    [
      'unknown_roles',
      'before what is beyond',
      { permissions: ['roles:assign'] as const },
      ['x', 'readonly', 'user', 'admin'],
      'role_not_found',
      ['x'],
    ],
  ] as const)('%s: %s', async (type, _, asker, roles, reason, blamed) => {
    const world = aRoleWorld();
    world.person({ roles: ['user'] });

    const asking = world.replace({ ...world.asked(ANN, asker), roles });

    await expect(asking).rejects.toEqual(refusedWith(type));
    if (type === 'unknown_roles') await expect(asking).rejects.toThrow(`named ${blamed.join(', ')};`);
    const expected = blamed.flatMap((role) => [
      `RoleAssignmentAttempted ${role}`,
      `RoleAssignmentFailed ${role} ${reason}`,
    ]);
    expect(world.events()).toEqual(expected);
    expect([world.roles(), world.grants()]).toEqual([['user'], ['user']]);
  });

  it('last_admin', async () => {
    const world = aRoleWorld();
    world.person({ roles: ['admin', 'user'] });
    await expect(world.replace({ ...world.asked(), roles: ['readonly'] })).rejects.toEqual(refusedWith('last_admin'));
    expect(world.events()).toEqual(['RoleRevocationAttempted admin', 'RoleRevocationFailed admin last_admin']);
    expect([world.roles(), world.admins()]).toEqual([['admin', 'user'], 1]);
  });

  it('user_not_found before the roles, also without any', async () => {
    const world = aRoleWorld();
    await expect(world.replace({ ...world.asked(), roles: ['x'] })).rejects.toEqual(refusedWith('user_not_found'));
    await expect(world.replace({ ...world.asked(), roles: [] })).rejects.toEqual(refusedWith('user_not_found'));
    expect(world.events()).toEqual(['RoleAssignmentAttempted x', 'RoleAssignmentFailed x user_not_found']);
  });

  it('not_allowed: taking what the caller could not give', async () => {
    const world = aRoleWorld();
    world.person({ roles: ['readonly', 'user'] });
    const asked = world.asked(ANN, { permissions: ['roles:assign'] });
    await expect(world.replace({ ...asked, roles: ['user'] })).rejects.toEqual(refusedWith('not_allowed'));
    expect(world.events()[1]).toBe('RoleRevocationFailed readonly not_allowed');
  });
});
