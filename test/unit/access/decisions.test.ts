import { describe, expect, it } from 'vitest';
import { cachedVersion, decisions, MAX_ENTRIES } from '../../../lambdas/access/authorizer/decisions.ts';
import { ANN, DecisionWorld } from '../../support/access/decision-world.ts';

/** Ann reads users by role and the audit trail by group. */
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

describe('decisions', () => {
  it('returns the union of the permissions of roles and groups', async () => {
    expect(await aWorld().allowed()).toEqual(both);
  });

  it('caches a decision: a second request reads only the authorization', async () => {
    const { world, allowed } = aWorld();
    await allowed();
    world.pass(3.999);
    expect(await allowed()).toEqual(both);
    expect(world.reads).toEqual({ authorization: 2, definitions: 1, version: 1 });
  });

  it.each([299.999, 300])('reads the definitions again after 300 s: after %s s', async (seconds) => {
    const { world, allowed } = aWorld();
    await allowed();
    world.pass(seconds);
    await allowed();
    expect(world.reads.definitions).toBe(seconds < 300 ? 1 : 2);
  });

  it('expires a decision 300 s after it was made, not after it was used', async () => {
    const { world, allowed } = aWorld();
    for (let used = 0; used <= 300; used += 100) {
      await allowed();
      world.pass(100);
    }
    expect(world.reads.definitions).toBe(2);
  });

  it('decides again after a clock was set back', async () => {
    const { world, allowed } = aWorld();
    await allowed();
    world.pass(-3600);
    await allowed();
    expect(world.reads).toMatchObject({ definitions: 2, version: 2 });
  });

  it('decides again with the next request when a role was assigned or revoked', async () => {
    const { world, allowed } = aWorld();
    world.define('writer', 'users:disable');
    await allowed();
    world.change({ roles: new Set(['reader', 'writer']) });
    expect(await allowed()).toEqual(['users:disable', 'users:read']);
    world.change({});
    expect(await allowed()).toEqual([]);
  });

  it('decides again when only the version changed', async () => {
    const { world, allowed } = aWorld();
    await allowed();
    world.change(world.authorizations.get(ANN) ?? {});
    await allowed();
    expect(world.reads.definitions).toBe(2);
  });

  it('decides again when the authorization was deleted and created again with version 1', async () => {
    const { world, allowed } = aWorld();
    await allowed();
    const groups = new Set(['auditors']);
    world.authorizations.set(ANN, { version: 1, roles: new Set(), groups });
    expect(await allowed()).toEqual(['audit:read']);
    world.authorizations.set(ANN, { version: 1, roles: new Set() });
    expect(await allowed()).toEqual([]);
  });

  it.each([3.999, 4])('applies a changed role 4 s after it last read the version: %s s later', async (seconds) => {
    const { world, allowed } = aWorld();
    await allowed();
    world.define('reader');
    world.pass(seconds);
    expect(await allowed()).toEqual(seconds < 4 ? both : ['audit:read']);
  });

  it('reads the version of the definitions every 4 s at most, for all users', async () => {
    const { world, allowed } = aWorld();
    for (let tenths = 0; tenths < 100; tenths += 1) {
      await allowed(`user-${tenths % 7}`);
      world.pass(0.1);
    }
    expect(world.reads.version).toBe(3);
  });

  it.each([
    ['an unknown user', undefined],
    ['a disabled user', { roles: new Set(['reader']), version: 7, disabled: true }],
  ])('denies access to %s without reading definitions', async (_, held) => {
    const { world, decide } = aWorld();
    if (held) world.authorizations.set('bob', held);
    expect((await decide('bob')).decision).toEqual({ access: false, permissions: [] });
    expect(world.reads.definitions).toBe(0);
  });

  it('caches a denial, too, and decides again like for any other', async () => {
    const { world, decide, allowed } = aWorld();
    world.change({ roles: new Set(['nothing']) }, 'bob');
    const first = await decide('bob');
    expect((await decide('bob')).decision).toBe(first.decision);
    expect(world.reads.definitions).toBe(1);
    world.change({ roles: new Set(['reader']) }, 'bob');
    expect(await allowed('bob')).toEqual(['users:read']);
  });

  it('caches MAX_ENTRIES users and evicts the oldest first', async () => {
    const { world, allowed } = aWorld();
    const ask = async (userId: string) => {
      if (!world.authorizations.has(userId)) world.change({ roles: new Set(['reader']) }, userId);
      const before = world.reads.definitions;
      await allowed(userId);
      return world.reads.definitions > before ? 'decided' : 'cached';
    };
    await ask('first');
    await ask('second');
    world.change({ roles: new Set() }, 'first');
    // Decided again: now the second one is the oldest.
    await ask('first');
    for (let other = 0; other < MAX_ENTRIES - 1; other += 1) await ask(`user-${other}`);

    expect(await ask('first')).toBe('cached');
    expect(await ask('second')).toBe('decided');
  });
});

describe('decisions, while the database does not answer', () => {
  it.each(['authorization', 'version'] as const)('returns no cached decision: %s', async (what) => {
    const { world, decide, allowed } = aWorld();
    await allowed();
    world.pass(4);
    world.failing.add(what);
    await expect(decide(ANN)).rejects.toThrow('does not answer');
  });

  it('caches no decision', async () => {
    const { world, decide, allowed } = aWorld();
    world.failing.add('definitions');
    await expect(decide(ANN)).rejects.toThrow('does not answer');
    world.failing.clear();
    expect(await allowed()).toEqual(both);
  });
});
