import { describe, expect, it } from 'vitest';
import { groupKey } from '../../../../contracts/internal/tables.ts';
import type { Permission } from '../../../../contracts/permissions.ts';
import { groupStore, setPermissionGroups } from '../../../../lambdas/access/groups/permission-groups.ts';
import { manageableBy } from '../../../../lambdas/access/groups/rules.ts';
import { authorizationKey } from '../../../../lambdas/domain/authorization/authorization.ts';
import { ADMIN, ANN, by, CatalogueWorld, tables } from '../../../support/access/catalogue-world.ts';

function aWorld(...groups: readonly string[]) {
  const world = new CatalogueWorld();
  const store = groupStore(world.client, tables);
  const set = setPermissionGroups({ store, clock: world.clock, newId: world.ids });
  if (groups.length > 0) world.put({ ...authorizationKey(ANN), groups: new Set(groups), version: 7 });
  const ask = (wanted: readonly string[], ...held: readonly Permission[]) =>
    set({ ...by(...held), userId: ANN, groups: wanted });
  return { world, store, set, ask };
}

const refusal = (type: string, says: string | RegExp = '') => ({ type, message: expect.stringMatching(says) });

describe('setPermissionGroups', () => {
  it('replaces all groups with their event, and voids cached decisions', async () => {
    const { world, ask } = aWorld('members', 'auditors');

    const answer = await ask(['members', 'inviters']);

    expect(answer).toEqual({ userId: ANN, before: ['auditors', 'members'], after: ['inviters', 'members'] });
    expect(world.authorization).toMatchObject({ groups: new Set(['members', 'inviters']), version: 8 });
    expect(world.rows).toMatchObject([
      { type: 'PermissionGroupsSet', detail: { metadata: { actor: { id: ADMIN } }, data: answer } },
    ]);
  });

  it('adds groups to a user without an authorization, and removes the last one', async () => {
    const { world, ask } = aWorld();
    await ask(['support']);
    expect(world.authorization).toMatchObject({ groups: new Set(['support']), version: 1 });

    expect(await ask([])).toMatchObject({ before: ['support'], after: [] });

    expect(world.authorization).toEqual({ ...authorizationKey(ANN), version: 2 });
  });

  it('writes nothing where nothing changes', async () => {
    const { world, ask } = aWorld('plan-team', 'support');
    const answer = await ask(['support', 'plan-team'], 'groups:assign');
    expect(answer).toMatchObject({ before: ['plan-team', 'support'], after: ['plan-team', 'support'] });
    expect(world.events).toEqual([]);
    expect(world.authorization?.version).toBe(7);
  });

  it('refuses a caller without groups:assign before it reads anything', async () => {
    const { world, set } = aWorld();
    const calls: string[] = [];
    world.before = (operation) => calls.push(operation);
    const refused = set({ ...by('users:read'), userId: 'unknown', groups: ['nothing'] });
    await expect(refused).rejects.toMatchObject(refusal('not_allowed', 'groups:assign'));
    expect(calls).toEqual([]);
  });

  it('refuses unknown users and users who are being deleted before it checks the groups', async () => {
    const { world, set, ask } = aWorld();
    const unknown = { ...by(), userId: ADMIN, groups: ['nothing'] };
    await expect(set(unknown)).rejects.toMatchObject(refusal('user_not_found'));
    world.database.table('users').put({ userId: ANN, deletionStartedAt: '2026-11-22T09:00:00.000Z' });
    await expect(ask(['members'])).rejects.toMatchObject(refusal('user_not_found'));
  });

  it('names the unknown groups', async () => {
    const { ask } = aWorld();
    const refused = ask(['members', 'stars', 'moons']);
    await expect(refused).rejects.toMatchObject(refusal('unknown_groups', 'named stars, moons;'));
  });

  it.each([
    ['adds', [], ['plan-team', 'members']],
    ['removes', ['plan-team', 'members'], []],
  ])('never %s a subscription group', async (_, before, after) => {
    const { world, ask } = aWorld(...before);
    await expect(ask(after)).rejects.toMatchObject(refusal('not_allowed', /groups plan-team;/));
    expect(world.events).toEqual([]);
  });

  it.each([
    ['adds', [], ['support']],
    ['removes', ['support'], []],
  ])('%s a system group only for a caller with every permission', async (_, before, after) => {
    const { ask } = aWorld(...before);
    const some = ['groups:assign', 'users:read', 'roles:read', 'groups:read', 'registrations:read'] as const;
    await expect(ask(after, ...some)).rejects.toMatchObject(refusal('not_allowed', 'support'));
    await expect(ask(after)).resolves.toMatchObject({ after });
  });

  it.each([
    ['adds', [], ['auditors']],
    ['removes', ['auditors'], []],
  ])('%s a manageable group only for a caller with its permissions', async (_, before, after) => {
    const { ask } = aWorld(...before);
    await expect(ask(after, 'groups:assign')).rejects.toMatchObject(refusal('not_allowed', 'auditors'));
    await expect(ask(after, 'groups:assign', 'audit:read')).resolves.toMatchObject({ after });
  });

  it('removes a group that no longer exists', async () => {
    const { world, ask } = aWorld('members', 'moons');
    await expect(ask(['members', 'moons'])).rejects.toMatchObject(refusal('unknown_groups', 'moons'));
    await ask(['members'], 'groups:assign');
    expect(world.authorization?.groups).toEqual(new Set(['members']));
  });

  it('reads again when another request was faster', async () => {
    const { world, store, set } = aWorld('members');
    let raced = false;
    const racing = setPermissionGroups({
      store: {
        ...store,
        write: async (...change) => {
          if (!raced) await set({ ...by(), userId: ANN, groups: ['members', 'auditors'] });
          raced = true;
          return store.write(...change);
        },
      },
      clock: world.clock,
      newId: world.ids,
    });

    const answer = await racing({ ...by(), userId: ANN, groups: ['members', 'inviters'] });

    expect(answer).toMatchObject({ before: ['auditors', 'members'], after: ['inviters', 'members'] });
    expect(world.authorization).toMatchObject({ groups: new Set(['members', 'inviters']), version: 9 });
  });

  it.each([
    [
      'a group that gets a permission that the caller lacks',
      (world: CatalogueWorld) => {
        const group = world.database.table('access').get(groupKey('members')) ?? {};
        world.put({ ...group, permissions: ['users:delete'] });
      },
      'not_allowed',
    ],
    [
      'a user who is being deleted',
      (world: CatalogueWorld) => {
        world.database.table('users').put({ userId: ANN, deletionStartedAt: '2026-11-22T09:00:00.000Z' });
      },
      'user_not_found',
    ],
  ])('assigns nothing: %s meanwhile', async (_, happens, type) => {
    const { world, store } = aWorld();
    const racing = setPermissionGroups({
      store: {
        ...store,
        write: (...change) => {
          happens(world);
          return store.write(...change);
        },
      },
      clock: world.clock,
      newId: world.ids,
    });
    const refused = racing({ ...by('groups:assign'), userId: ANN, groups: ['members'] });
    await expect(refused).rejects.toMatchObject(refusal(type));
    expect(world.authorization).toBeUndefined();
  });

  it('refuses with 503 when other requests are faster every time', async () => {
    const { world, store } = aWorld();
    const set = setPermissionGroups({
      store: { ...store, write: async () => false },
      clock: world.clock,
      newId: world.ids,
    });
    const refused = set({ ...by(), userId: ANN, groups: ['members'] });
    await expect(refused).rejects.toMatchObject(refusal('unavailable'));
  });
});

describe('manageableBy', () => {
  const namesFor = async (...held: readonly Permission[]) => {
    const { store } = aWorld();
    const all = await store.find(['plan-team', 'support', 'members', 'inviters', 'auditors']);
    return manageableBy(all, new Set(held)).map(({ name }) => name);
  };

  it('returns the manageable groups whose permissions the caller has', async () => {
    expect(await namesFor('groups:assign')).toEqual(['members']);
    expect(await namesFor('groups:assign', 'invitations:create')).toEqual(['members', 'inviters']);
    expect(await namesFor('invitations:create')).toEqual([]);
  });
});
