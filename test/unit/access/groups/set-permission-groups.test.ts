import { describe, expect, it } from 'vitest';
import { groupKey } from '../../../../contracts/internal/access-items.ts';
import type { Permission } from '../../../../contracts/permissions.ts';
import { manageableBy } from '../../../../lambdas/access/groups/rules.ts';
import { setPermissionGroups } from '../../../../lambdas/access/groups/set-permission-groups.ts';
import { groupStore } from '../../../../lambdas/access/groups/store.ts';
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

describe('setting permission groups', () => {
  it('replaces all of them with their event, and voids what was decided', async () => {
    const { world, ask } = aWorld('members', 'auditors');

    const answer = await ask(['members', 'inviters']);

    expect(answer).toEqual({ userId: ANN, before: ['auditors', 'members'], after: ['inviters', 'members'] });
    expect(world.held).toMatchObject({ groups: new Set(['members', 'inviters']), version: 8 });
    expect(world.rows).toMatchObject([
      { type: 'PermissionGroupsSet', detail: { metadata: { actor: { id: ADMIN } }, data: answer } },
    ]);
  });

  it('gives groups to a user who held nothing, and takes the last one', async () => {
    const { world, ask } = aWorld();
    await ask(['support']);
    expect(world.held).toMatchObject({ groups: new Set(['support']), version: 1 });

    expect(await ask([])).toMatchObject({ before: ['support'], after: [] });

    expect(world.held).toEqual({ ...authorizationKey(ANN), version: 2 });
  });

  it('writes nothing where nothing changes, whoever asks', async () => {
    const { world, ask } = aWorld('plan-team', 'support');
    const answer = await ask(['support', 'plan-team'], 'groups:assign');
    expect(answer).toMatchObject({ before: ['plan-team', 'support'], after: ['plan-team', 'support'] });
    expect([world.events, world.held?.version]).toEqual([[], 7]);
  });

  it('refuses who may not hand out groups before anything is looked up', async () => {
    const { world, set } = aWorld();
    const calls: string[] = [];
    world.before = (operation) => calls.push(operation);
    const refused = set({ ...by('users:read'), userId: 'nobody', groups: ['nothing'] });
    await expect(refused).rejects.toMatchObject(refusal('not_allowed', 'groups:assign'));
    expect(calls).toEqual([]);
  });

  it('refuses users who do not exist, or are about to be deleted, before it looks at the groups', async () => {
    const { world, set, ask } = aWorld();
    const nobody = { ...by(), userId: ADMIN, groups: ['nothing'] };
    await expect(set(nobody)).rejects.toMatchObject(refusal('user_not_found'));
    world.database.table('users').put({ userId: ANN, deletionStartedAt: '2026-11-22T09:00:00.000Z' });
    await expect(ask(['members'])).rejects.toMatchObject(refusal('user_not_found'));
  });

  it('names the groups that there are not', async () => {
    const { ask } = aWorld();
    const refused = ask(['members', 'stars', 'moons']);
    await expect(refused).rejects.toMatchObject(refusal('unknown_groups', 'named stars, moons;'));
  });

  it.each([
    ['gives', [], ['plan-team', 'members']],
    ['takes', ['plan-team', 'members'], []],
  ])('never %s the group of a subscription', async (_, before, after) => {
    const { world, ask } = aWorld(...before);
    await expect(ask(after)).rejects.toMatchObject(refusal('not_allowed', /groups plan-team;/));
    expect(world.events).toEqual([]);
  });

  it.each([
    ['gives', [], ['support']],
    ['takes', ['support'], []],
  ])('%s a system group only for who holds every permission', async (_, before, after) => {
    const { ask } = aWorld(...before);
    const hers = ['groups:assign', 'users:read', 'roles:read', 'groups:read', 'registrations:read'] as const;
    await expect(ask(after, ...hers)).rejects.toMatchObject(refusal('not_allowed', 'support'));
    await expect(ask(after)).resolves.toMatchObject({ after });
  });

  it.each([
    ['gives', [], ['auditors']],
    ['takes', ['auditors'], []],
  ])('%s a manageable group only for who holds what it allows', async (_, before, after) => {
    const { ask } = aWorld(...before);
    await expect(ask(after, 'groups:assign')).rejects.toMatchObject(refusal('not_allowed', 'auditors'));
    await expect(ask(after, 'groups:assign', 'audit:read')).resolves.toMatchObject({ after });
  });

  it('lets a group go that no longer exists', async () => {
    const { world, ask } = aWorld('members', 'moons');
    await expect(ask(['members', 'moons'])).rejects.toMatchObject(refusal('unknown_groups', 'moons'));
    await ask(['members'], 'groups:assign');
    expect(world.held?.groups).toEqual(new Set(['members']));
  });

  it('sees what somebody else has set a moment before', async () => {
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
    expect(world.held).toMatchObject({ groups: new Set(['members', 'inviters']), version: 9 });
  });

  it.each([
    [
      'a group that comes to hold more than hers',
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
  ])('does not give %s meanwhile', async (_, happens, type) => {
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
    expect(world.held).toBeUndefined();
  });

  it('refuses with 503 when others are faster every time', async () => {
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

describe('the groups that somebody may hand out', () => {
  const namesFor = async (...held: readonly Permission[]) => {
    const { store } = aWorld();
    const all = await store.find(['plan-team', 'support', 'members', 'inviters', 'auditors']);
    return manageableBy(all, new Set(held)).map(({ name }) => name);
  };

  it('are the manageable ones that hold no more than hers', async () => {
    expect(await namesFor('groups:assign')).toEqual(['members']);
    expect(await namesFor('groups:assign', 'invitations:create')).toEqual(['members', 'inviters']);
    expect(await namesFor('invitations:create')).toEqual([]);
  });
});
