import { GetCommand } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it } from 'vitest';
import { replaceRoles } from '../../../../lambdas/access/roles/replace-roles.ts';
import { authorizationKey } from '../../../../lambdas/domain/authorization/authorization.ts';
import { ADMIN, ANN, aRoleWorld, NOW, refusedWith } from '../../../support/roles/world.ts';

const many = (count: number, from = 0) => Array.from({ length: count }, (_, index) => `role-${from + index}`);

describe('replaceRoles', () => {
  it('assigns and revokes in two calls, and records each change before the whole', async () => {
    const world = aRoleWorld();
    world.role('auditor');
    world.addUser({ roles: ['readonly', 'user'] });

    const answer = await world.replace({ ...world.request(), roles: ['user', 'auditor'] });

    expect(answer).toEqual({ userId: ANN, before: ['readonly', 'user'], after: ['auditor', 'user'] });
    expect(world.calls).toEqual(['Get', 'TransactWrite']);
    expect(world.roles()).toEqual(['auditor', 'user']);
    expect(world.grants()).toEqual(['auditor', 'user']);
    expect(world.authorization()?.version).toBe(2);
    expect(world.events()).toEqual([
      'RoleAssignmentAttempted auditor',
      'RoleAssignmentSucceeded auditor',
      'RoleRevocationAttempted readonly',
      'RoleRevocationSucceeded readonly',
      'UserRolesReplaced',
    ]);
  });

  it('gives each grant the time of its event', async () => {
    const world = aRoleWorld();
    world.addUser();
    await world.replace({ ...world.request(), roles: ['user', 'readonly'] });
    const assignments = world.rows().filter(({ type }) => type === 'RoleAssignmentSucceeded');
    for (const { detail } of assignments) {
      const { role } = detail.data as { role: string };
      const grant = world.access.get({ pk: `USER#${ANN}`, sk: `GRANT#${role}` });
      expect(grant?.grantedAt).toBe(detail.metadata.occurredAt);
    }
    expect(assignments).toHaveLength(2);
  });

  it('records a replacement that changes nothing', async () => {
    const world = aRoleWorld();
    world.addUser({ roles: ['user'] });
    await world.replace({ ...world.request(), roles: ['user'] });
    expect(world.events()).toEqual(['UserRolesReplaced']);
    expect(world.authorization()?.version).toBe(1);
  });

  it('revokes all roles, and signs a former admin out', async () => {
    const world = aRoleWorld();
    world.addUser({ userId: ADMIN, roles: ['admin'] });
    world.addUser({ roles: ['admin', 'user'] });
    await world.replace({ ...world.request(), roles: [] });
    expect(world.authorization()).toMatchObject({ version: 2, signedOutAt: NOW });
    expect(world.roles()).toEqual([]);
    expect(world.grants()).toEqual([]);
    expect(world.admins()).toBe(1);
  });

  it.each([
    [false, 1],
    [true, 0],
  ])('counts an admin more unless the user is disabled (%s)', async (disabled, admins) => {
    const world = aRoleWorld();
    world.addUser({ disabled });
    await world.replace({ ...world.request(), roles: ['admin'] });
    expect(world.roles()).toEqual(['admin']);
    expect(world.admins()).toBe(admins);
  });

  it('reads again when another request was faster', async () => {
    const world = aRoleWorld();
    world.role('auditor');
    world.addUser({ roles: ['user'] });
    const asked = world.request();
    const both = [world.replace({ ...asked, roles: ['readonly'] }), world.replace({ ...asked, roles: ['auditor'] })];
    const answers = await Promise.all(both);
    const [last, first] = answers.toSorted((one) => (one.before[0] === 'user' ? 1 : -1));
    expect(first?.before).toEqual(['user']);
    expect(last?.before).toEqual(first?.after);
    expect(last?.after).toEqual(world.roles());
    expect(world.authorization()?.version).toBe(3);
  });

  it('refuses with 503 and records a storage error when other requests are faster every time', async () => {
    const world = aRoleWorld();
    world.addUser({ roles: ['user'] });
    // Another request changes the authorization between each read and its write.
    const send = async (command: never) => {
      const answer = await world.deps.client.send(command);
      if ((command as object) instanceof GetCommand) {
        const version = (world.authorization()?.version ?? 0) + 1;
        world.access.put({ ...authorizationKey(ANN), roles: new Set(['user']), version });
      }
      return answer;
    };
    const replace = replaceRoles({ ...world.deps, client: { send } as never });

    await expect(replace({ ...world.request(), roles: ['readonly'] })).rejects.toEqual(refusedWith('unavailable'));

    expect(world.calls.filter((name) => name === 'Get')).toHaveLength(5);
    expect(world.events()).toEqual(['RoleAssignmentAttempted readonly', 'RoleAssignmentFailed readonly storage_error']);
    expect(world.roles()).toEqual(['user']);
  });

  it('assigns 24 new roles at once; more need two requests', async () => {
    const world = aRoleWorld();
    for (const name of many(25)) world.role(name);
    world.addUser();
    await expect(world.replace({ ...world.request(), roles: many(25) })).rejects.toEqual(
      refusedWith('validation_error'),
    );
    expect(world.events()).toEqual([]);
    await world.replace({ ...world.request(), roles: many(24) });
    await world.replace({ ...world.request(), roles: many(25) });
    expect(world.roles()).toHaveLength(25);
    await world.replace({ ...world.request(), roles: [] });
    expect(world.roles()).toEqual([]);
  });
});

describe('replaceRoles refuses, changes nothing and records the roles that are the cause', () => {
  it.each([
    [
      'not_allowed',
      'a caller without roles:assign',
      { permissions: ['users:read'] as const },
      ['x', 'user'],
      'not_allowed',
      ['x', 'user'],
    ],
    [
      'not_allowed',
      'a caller who lacks permissions',
      { permissions: ['roles:assign'] as const },
      ['readonly', 'user'],
      'not_allowed',
      ['readonly'],
    ],
    ['unknown_roles', 'unknown roles', {}, ['x', 'y', 'admin'], 'role_not_found', ['x', 'y']],
    [
      'unknown_roles',
      'unknown roles before missing permissions',
      { permissions: ['roles:assign'] as const },
      ['x', 'readonly', 'user', 'admin'],
      'role_not_found',
      ['x'],
    ],
  ] as const)('%s: %s', async (type, _, asker, roles, reason, causes) => {
    const world = aRoleWorld();
    world.addUser({ roles: ['user'] });

    const asking = world.replace({ ...world.request(ANN, asker), roles });

    await expect(asking).rejects.toEqual(refusedWith(type));
    if (type === 'unknown_roles') await expect(asking).rejects.toThrow(`named ${causes.join(', ')};`);
    const expected = causes.flatMap((role) => [
      `RoleAssignmentAttempted ${role}`,
      `RoleAssignmentFailed ${role} ${reason}`,
    ]);
    expect(world.events()).toEqual(expected);
    expect(world.roles()).toEqual(['user']);
    expect(world.grants()).toEqual(['user']);
  });

  it('last_admin', async () => {
    const world = aRoleWorld();
    world.addUser({ roles: ['admin', 'user'] });
    await expect(world.replace({ ...world.request(), roles: ['readonly'] })).rejects.toEqual(refusedWith('last_admin'));
    expect(world.events()).toEqual(['RoleRevocationAttempted admin', 'RoleRevocationFailed admin last_admin']);
    expect(world.roles()).toEqual(['admin', 'user']);
    expect(world.admins()).toBe(1);
  });

  it('user_not_found before unknown roles, also without any', async () => {
    const world = aRoleWorld();
    await expect(world.replace({ ...world.request(), roles: ['x'] })).rejects.toEqual(refusedWith('user_not_found'));
    await expect(world.replace({ ...world.request(), roles: [] })).rejects.toEqual(refusedWith('user_not_found'));
    expect(world.events()).toEqual(['RoleAssignmentAttempted x', 'RoleAssignmentFailed x user_not_found']);
  });

  it('not_allowed: a revocation that the caller could not assign', async () => {
    const world = aRoleWorld();
    world.addUser({ roles: ['readonly', 'user'] });
    const asked = world.request(ANN, { permissions: ['roles:assign'] });
    await expect(world.replace({ ...asked, roles: ['user'] })).rejects.toEqual(refusedWith('not_allowed'));
    expect(world.events()[1]).toBe('RoleRevocationFailed readonly not_allowed');
  });
});
