import { describe, expect, it } from 'vitest';
import { definitionsKey, groupKey, type RoleItem, roleItem, roleKey } from '../../../contracts/internal/tables.ts';
import { permissionGroups } from '../../../contracts/permission-groups.ts';
import { builtInRoles, permissions } from '../../../contracts/permissions.ts';
import { setUpGroups } from '../../../local/system/set-up-groups.ts';
import { CatalogueWorld } from '../../support/access/catalogue-world.ts';

const count = Object.keys(builtInRoles).length + Object.keys(permissionGroups).length;

/** An access table with nothing in it. */
function anEmptyTable() {
  const world = new CatalogueWorld();
  const access = world.database.table('access');
  for (const item of access.items) access.delete({ pk: item.pk, sk: item.sk });
  const writes: string[] = [];
  const client = {
    send: (command: { readonly input: object }) => {
      if (command.constructor.name.startsWith('Transact')) writes.push(JSON.stringify(command.input));
      return world.client.send(command as never);
    },
  } as unknown as typeof world.client;
  return { world, access, writes, run: () => setUpGroups(client, 'access') };
}

describe('setUpGroups', () => {
  it('writes every built-in role and every group, so that they are listed', async () => {
    const { world, access, run } = anEmptyTable();

    const report = await run();

    expect(report.written).toHaveLength(count);
    expect(report.written).toContain('group plan-team');
    expect(world.roleNamed('admin')).toMatchObject({ permissions, builtIn: true, list: 'ROLES', listedAs: 'admin' });
    expect(access.get(groupKey('support'))).toMatchObject({ kind: 'system', list: 'GROUPS', listedAs: 'support' });
    expect(world.definitionsVersion).toBe(1);
  });

  it('changes nothing the second time, not even a version', async () => {
    const { access, writes, run } = anEmptyTable();
    await run();
    const before = structuredClone(access.items);

    expect(await run()).toEqual({ written: [], unchanged: count });

    expect(access.items).toEqual(before);
    expect(writes).toHaveLength(1);
  });

  it('writes only what differs, and increments the version', async () => {
    const { world, access, writes, run } = anEmptyTable();
    await run();
    world.put({ ...world.roleNamed('admin'), permissions: ['users:read'] });
    access.delete(groupKey('members'));

    expect(await run()).toEqual({ written: ['role admin', 'group members'], unchanged: count - 2 });

    expect(world.roleNamed('admin')).toMatchObject({ permissions, version: 2 });
    expect(world.roleNamed('user')?.version).toBe(1);
    expect(world.definitionsVersion).toBe(2);
    expect(writes.at(-1)).not.toContain('ROLE#user');
  });

  it('writes new permissions to the roles of an earlier version', async () => {
    const { world, run } = anEmptyTable();
    const old: RoleItem = roleItem('admin', {
      description: 'Has every permission.',
      permissions: ['users:read'],
      builtIn: true,
    });
    world.put({ ...old });
    const { list: _, listedAs: __, ...unlisted } = roleItem('user', { ...(builtInRoles.user ?? old), builtIn: true });
    world.put(unlisted);

    await run();

    expect(world.roleNamed('admin')).toMatchObject({ permissions, version: 1 });
    expect(world.roleNamed('user')).toMatchObject({ list: 'ROLES' });
  });

  it('leaves a custom role of another name unchanged', async () => {
    const { world, run } = anEmptyTable();
    const own = world.role('auditor', 'audit:read');
    await run();
    expect(world.roleNamed('auditor')).toEqual(own);
  });

  it('refuses to turn a custom role into a built-in one, with exit code 2, and writes nothing', async () => {
    const { world, writes, run } = anEmptyTable();
    const custom = world.role('readonly', 'audit:read');

    await expect(run()).rejects.toThrow(
      expect.objectContaining({
        exitCode: 2,
        message: expect.stringMatching(/^The role readonly is a custom role.*Rename it or delete it/),
      }) as Error,
    );

    expect(world.roleNamed('readonly')).toEqual(custom);
    expect(writes).toEqual([]);
  });

  it('writes nothing when a concurrent set-up was faster', async () => {
    const { world, writes, run } = anEmptyTable();
    // Between what this one reads and writes.
    world.before = () => {
      world.before = () => setUpGroups(world.client, 'access');
    };

    expect(await run()).toEqual({ written: [], unchanged: count });

    expect(writes).toHaveLength(1);
    expect(world.definitionsVersion).toBe(1);
    expect(world.database.table('access').get(roleKey('user'))).toMatchObject({ version: 1 });
    expect(world.database.table('access').get(definitionsKey)).toMatchObject({ version: 1 });
  });
});
