import { describe, expect, it } from 'vitest';
import { deleteRole } from '../../../../lambdas/access/roles/role-definitions.ts';
import { aCatalogue, refusal } from '../../../support/access/a-catalogue.ts';
import { by } from '../../../support/access/catalogue-world.ts';

describe('deleteRole', () => {
  it('deletes the role with its event, and counts the definitions up', async () => {
    const { world, slept, remove, list } = aCatalogue();
    world.role('auditor', 'audit:read');

    await remove({ ...by(), role: 'auditor' });

    expect(await list()).not.toContain('auditor');
    expect(world.definitionsVersion).toBe(1);
    expect(world.rows).toMatchObject([{ type: 'RoleDeleted', detail: { data: { permissions: ['audit:read'] } } }]);
    expect(slept).toEqual([1_000]);
    expect(await world.grant('auditor')).toBe(false);
  });

  it('refuses unknown and built-in roles', async () => {
    const { remove } = aCatalogue();
    await expect(remove({ ...by(), role: 'none' })).rejects.toMatchObject(refusal('role_not_found'));
    await expect(remove({ ...by(), role: 'user' })).rejects.toMatchObject(refusal('built_in_role'));
  });

  it('refuses a role with permissions that the caller lacks', async () => {
    const { world, remove } = aCatalogue();
    world.role('auditor', 'audit:read');
    const refused = remove({ ...by('roles:manage'), role: 'auditor' });
    await expect(refused).rejects.toMatchObject(refusal('not_allowed'));
  });

  it.each([0, 1])('refuses a role that a user has, and leaves it assignable (the index lags %i query)', async (lag) => {
    const { world, remove } = aCatalogue();
    world.role('auditor');
    await world.grant('auditor');
    world.staleQueries = lag;

    await expect(remove({ ...by(), role: 'auditor' })).rejects.toMatchObject(refusal('role_in_use', 'auditor/users'));

    expect(world.roleNamed('auditor')?.retiredAt).toBeUndefined();
    expect(world.events).toEqual([]);
    expect(world.definitionsVersion).toBeUndefined();
  });

  it('assigns the role to no user while it looks for users who have it', async () => {
    const { world, deps } = aCatalogue();
    world.role('auditor');
    const given: boolean[] = [];
    const sleep = async () => void given.push(await world.grant('auditor'));

    await deleteRole({ ...deps, sleep })({ ...by(), role: 'auditor' });

    expect(given).toEqual([false]);
    expect(world.roleNamed('auditor')).toBeUndefined();
    expect(world.authorization).toBeUndefined();
  });

  it('keeps a role that is assigned after it was read and before it is retired', async () => {
    const { world, remove } = aCatalogue();
    world.role('auditor');
    world.before = () => {
      world.before = () => world.grant('auditor');
    };
    await expect(remove({ ...by(), role: 'auditor' })).rejects.toMatchObject(refusal('role_in_use'));
    expect(world.roleNamed('auditor')).toBeDefined();
  });

  it('deletes once when it runs twice at once, and refuses the other request', async () => {
    const { world, remove } = aCatalogue();
    world.role('auditor');
    const twice = await Promise.allSettled([
      remove({ ...by(), role: 'auditor' }),
      remove({ ...by(), role: 'auditor' }),
    ]);
    expect(twice.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(twice.find(({ status }) => status === 'rejected')).toMatchObject({ reason: refusal('role_not_found') });
    expect(world.events).toEqual(['RoleDeleted']);
  });

  it('deletes the role as a concurrent change left it', async () => {
    const { world, deps, update } = aCatalogue();
    world.role('auditor');
    let changed = false;
    const sleep = async () => {
      if (!changed) await update({ ...by(), role: 'auditor', body: { description: 'New.' } });
      changed = true;
    };

    await deleteRole({ ...deps, sleep })({ ...by(), role: 'auditor' });

    expect(world.rows.map(({ type, detail }) => [type, (detail.data as { description?: string }).description])).toEqual(
      [
        ['RoleUpdated', undefined],
        ['RoleDeleted', 'New.'],
      ],
    );
  });

  it('leaves the role assignable when it could not look for users who have it', async () => {
    const { world, deps } = aCatalogue();
    world.role('auditor');
    const sleep = () => Promise.reject(new Error('out of time'));

    await expect(deleteRole({ ...deps, sleep })({ ...by(), role: 'auditor' })).rejects.toThrow('out of time');

    expect(await world.grant('auditor')).toBe(true);
  });

  it('completes a deletion that died', async () => {
    const { world, remove } = aCatalogue();
    world.put({ ...world.role('auditor'), retiredAt: '2026-11-22T09:00:00.000Z' });
    await remove({ ...by(), role: 'auditor' });
    expect(world.events).toEqual(['RoleDeleted']);
  });
});
