import { describe, expect, it } from 'vitest';
import { cachedVersion, decisions, MAX_ENTRIES } from '../../../lambdas/access/authorizer/decisions.ts';
import { ANN, DecisionWorld } from '../../support/access/decision-world.ts';

/** Ann reads users by her role and the audit trail by her group. */
function aWorld() {
  const world = new DecisionWorld();
  world.define('reader', 'users:read');
  world.define('auditors', 'audit:read');
  world.change({ roles: new Set(['reader']), groups: new Set(['auditors']) });
  const { authorizationOf, permissionsOf, clock } = world;
  const definitionsVersion = cachedVersion(world.definitionsVersion, clock);
  const decide = decisions({ authorizationOf, permissionsOf, definitionsVersion, clock });
  const allowed = async (userId = ANN) => (await decide(userId)).decision.permissions;
  return { world, decide, allowed };
}

const both = ['audit:read', 'users:read'];

describe('a decision', () => {
  it('is the union over roles and groups', async () => {
    expect(await aWorld().allowed()).toEqual(both);
  });

  it('is kept: a second request reads only what she holds', async () => {
    const { world, allowed } = aWorld();
    await allowed();
    world.pass(3.999);
    expect(await allowed()).toEqual(both);
    expect(world.asked).toEqual({ authorization: 2, definitions: 1, version: 1 });
  });

  it.each([299.999, 300])('rests on definitions that are read again after 300 s: after %s s', async (seconds) => {
    const { world, allowed } = aWorld();
    await allowed();
    world.pass(seconds);
    await allowed();
    expect(world.asked.definitions).toBe(seconds < 300 ? 1 : 2);
  });

  it('counts its 300 s from when it was made, not from when it was used', async () => {
    const { world, allowed } = aWorld();
    for (let used = 0; used <= 300; used += 100) {
      await allowed();
      world.pass(100);
    }
    expect(world.asked.definitions).toBe(2);
  });

  it('is not taken for fresh by a clock that was set back', async () => {
    const { world, allowed } = aWorld();
    await allowed();
    world.pass(-3600);
    await allowed();
    expect(world.asked).toMatchObject({ definitions: 2, version: 2 });
  });

  it('is dropped with the next request when a role is given or taken away', async () => {
    const { world, allowed } = aWorld();
    world.define('writer', 'users:disable');
    await allowed();
    world.change({ roles: new Set(['reader', 'writer']) });
    expect(await allowed()).toEqual(['users:disable', 'users:read']);
    world.change({});
    expect(await allowed()).toEqual([]);
  });

  it('is dropped by a change of the version alone', async () => {
    const { world, allowed } = aWorld();
    await allowed();
    world.change(world.held.get(ANN) ?? {});
    await allowed();
    expect(world.asked.definitions).toBe(2);
  });

  it('is dropped when her item was deleted and made anew, and counts from 1 again', async () => {
    const { world, allowed } = aWorld();
    await allowed();
    const groups = new Set(['auditors']);
    world.held.set(ANN, { version: 1, roles: new Set(), groups });
    expect(await allowed()).toEqual(['audit:read']);
    world.held.set(ANN, { version: 1, roles: new Set() });
    expect(await allowed()).toEqual([]);
  });

  it.each([3.999, 4])('heeds a changed role 4 s after it last looked: %s s later', async (seconds) => {
    const { world, allowed } = aWorld();
    await allowed();
    world.define('reader');
    world.pass(seconds);
    expect(await allowed()).toEqual(seconds < 4 ? both : ['audit:read']);
  });

  it('looks for changed definitions every 4 s at most, whoever asks', async () => {
    const { world, allowed } = aWorld();
    for (let tenths = 0; tenths < 100; tenths += 1) {
      await allowed(`user-${tenths % 7}`);
      world.pass(0.1);
    }
    expect(world.asked.version).toBe(3);
  });

  it.each([
    ['a stranger', undefined],
    ['somebody disabled', { roles: new Set(['reader']), version: 7, disabled: true }],
  ])('denies access to %s, and reads no definitions for it', async (_, held) => {
    const { world, decide } = aWorld();
    if (held) world.held.set('bob', held);
    expect((await decide('bob')).decision).toEqual({ access: false, permissions: [] });
    expect(world.asked.definitions).toBe(0);
  });

  it('is kept when it is a denial, too, and dropped like any other', async () => {
    const { world, decide, allowed } = aWorld();
    world.change({ roles: new Set(['nothing']) }, 'bob');
    const first = await decide('bob');
    expect((await decide('bob')).decision).toBe(first.decision);
    expect(world.asked.definitions).toBe(1);
    world.change({ roles: new Set(['reader']) }, 'bob');
    expect(await allowed('bob')).toEqual(['users:read']);
  });

  it('is kept of so many people only, and the oldest goes first', async () => {
    const { world, allowed } = aWorld();
    const ask = async (userId: string) => {
      if (!world.held.has(userId)) world.change({ roles: new Set(['reader']) }, userId);
      const before = world.asked.definitions;
      await allowed(userId);
      return world.asked.definitions > before ? 'decided' : 'kept';
    };
    await ask('first');
    await ask('second');
    world.change({ roles: new Set() }, 'first');
    // Decided anew: now the second one is the oldest.
    await ask('first');
    for (let other = 0; other < MAX_ENTRIES - 1; other += 1) await ask(`user-${other}`);

    expect(await ask('first')).toBe('kept');
    expect(await ask('second')).toBe('decided');
  });
});

describe('a store that does not answer', () => {
  it.each(['authorization', 'version'] as const)('lets no kept decision be used: %s', async (what) => {
    const { world, decide, allowed } = aWorld();
    await allowed();
    world.pass(4);
    world.silent.add(what);
    await expect(decide(ANN)).rejects.toThrow('does not answer');
  });

  it('leaves no decision behind', async () => {
    const { world, decide, allowed } = aWorld();
    world.silent.add('definitions');
    await expect(decide(ANN)).rejects.toThrow('does not answer');
    world.silent.clear();
    expect(await allowed()).toEqual(both);
  });
});
