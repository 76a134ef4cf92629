import { describe, expect, it } from 'vitest';
import { userIdOf } from '../../../lambdas/platform/ids.ts';
import { aReconciledWorld, LONG_AGO } from '../../support/reconciliation/world.ts';

const parts = ['profile', 'lock', 'authorization'] as const;
const JUST_NOW = '2026-11-22T09:46:00.000Z';

describe('what a reconciliation finds', () => {
  it('is nothing where the pool and the records agree, and then nobody is looked up', async () => {
    const world = aReconciledWorld();
    for (const id of ['ann', 'ben', 'cleo', 'dan', 'eve']) world.put(id);
    const report = await world.run();
    expect(report).toMatchObject({ outcome: 'finished', findings: [], seen: { users: 5, profiles: 5, lookups: 0 } });
    expect(world.calls).toEqual(['list', 'list', 'list']);
    expect(world.events()).toEqual([]);
  });

  it('is the user of a registration that was rolled back', async () => {
    const world = aReconciledWorld();
    const userId = world.put('ann', { state: 'rolled_back', without: parts });
    const { findings } = await world.run();
    expect(findings).toEqual([{ kind: 'leftovers', userId, registrationId: 'ann', parts: ['user'], removable: true }]);
    expect(world.users.has(userId)).toBe(true);
  });

  it('is a profile without a user, whom only the other direction shows', async () => {
    const world = aReconciledWorld();
    for (const id of ['ben', 'cleo', 'dan']) world.put(id);
    const userId = world.put('ann', { without: ['user'] });
    const { findings, seen } = await world.run();
    expect(findings).toEqual([
      { kind: 'incomplete', userId, registrationId: 'ann', parts: ['user'], removable: false },
    ]);
    expect(seen.lookups).toBe(1);
  });

  it('is what a user lacks that her record says she has', async () => {
    const world = aReconciledWorld();
    world.put('ann', { without: parts });
    world.put('pending', { state: 'roles_pending', without: ['authorization'] });
    expect((await world.run()).findings).toMatchObject([
      { kind: 'incomplete', registrationId: 'ann', parts: ['profile', 'email_lock', 'authorization'] },
    ]);
  });

  it('is a stranger, told by an id and not by a name that somebody chose', async () => {
    const world = aReconciledWorld();
    world.users.set('ann.smith', { username: 'ann.smith', sub: 'sub-1', createdAt: LONG_AGO });
    expect((await world.run()).findings).toEqual([
      { kind: 'stranger', userId: 'sub-1', parts: ['user'], removable: false },
    ]);
  });

  it('is a stranger also when she carries the registration of somebody else', async () => {
    const world = aReconciledWorld();
    world.put('ann', { state: 'rolled_back', without: ['user', ...parts] });
    const username = userIdOf('another');
    world.users.set(username, { username, sub: username, registrationId: 'ann', createdAt: LONG_AGO });
    expect((await world.run({ fix: true })).findings).toMatchObject([{ kind: 'stranger', removable: false }]);
    expect(world.users.has(username)).toBe(true);
  });

  it.each(['reserved', 'created', 'rolling_back', 'rollback_failed'] as const)(
    'is nothing of a registration that is %s: somebody else works on it',
    async (state) => {
      const world = aReconciledWorld();
      world.put('ann', { state, without: parts });
      expect((await world.run({ fix: true })).findings).toEqual([]);
      expect(world.users.size).toBe(1);
    },
  );

  it('is nothing of a registration, a user or a deletion that is younger than 15 minutes', async () => {
    const world = aReconciledWorld();
    world.put('rolled-back', { state: 'rolled_back', touchedAt: JUST_NOW, without: parts });
    world.put('deleted', { deletedAt: JUST_NOW, without: parts });
    world.users.set('new', { username: 'new', sub: 'new', createdAt: JUST_NOW });
    world.put('made', { createdAt: JUST_NOW, touchedAt: JUST_NOW, without: ['user'] });
    expect((await world.run({ fix: true })).findings).toEqual([]);
    expect(world.users.size).toBe(3);
  });

  it('is judged twice: what is mended between the looks is nothing', async () => {
    const world = aReconciledWorld();
    const userId = world.put('ann', { without: ['lock'] });
    let looks = 0;
    world.dynamo.failNext = (command) => {
      if (command.constructor.name === 'BatchGetCommand') looks += 1;
      if (looks === 4)
        world.dynamo.put('registrations', { pk: 'EMAIL#ann@example.com', registrationId: 'ann', userId });
      return undefined;
    };
    expect((await world.run()).findings).toEqual([]);
  });

  it('is told to operators by the schedule, as counts, once', async () => {
    const world = aReconciledWorld();
    world.put('ann', { state: 'rolled_back', without: parts });
    await world.run({ action: 'tick' });
    expect(world.events()).toMatchObject([
      {
        type: 'PlatformAlertRaised',
        detail: { data: { severity: 'warning', title: expect.stringContaining('1 leftovers') } },
      },
    ]);
    expect(JSON.stringify(world.events())).not.toContain('@example.com');
  });
});

describe('what a reconciliation removes', () => {
  it('is leftovers, wherever they are, and tells it once', async () => {
    const world = aReconciledWorld();
    const userId = world.put('ann', { state: 'rolled_back' });
    const { findings, removed } = await world.run({ fix: true });
    expect([findings[0]?.removed, removed]).toEqual([true, 1]);
    expect(world.users.size).toBe(0);
    expect(world.dynamo.all('users')).toEqual([]);
    expect(world.dynamo.all('access')).toEqual([]);
    expect(world.dynamo.get('registrations', { pk: 'EMAIL#ann@example.com' })).toBeUndefined();
    expect(world.dynamo.get('registrations', { pk: 'REGISTRATION#ann' })).toHaveProperty('leftoversRemovedAt');
    expect(world.events()).toMatchObject([
      { type: 'UserDeleted', detail: { metadata: { actor: { type: 'system' } }, data: { userId } } },
    ]);
  });

  it('is nothing of strangers, of unknown registrations, and of whoever holds a role', async () => {
    const world = aReconciledWorld();
    world.users.set('ann.smith', { username: 'ann.smith', sub: 'sub-1', createdAt: LONG_AGO });
    world.put('restored', { without: ['record'] });
    world.put('holder', { state: 'rolled_back', roles: ['admin'] });
    const { counts, removed } = await world.run({ fix: true });
    expect(counts).toMatchObject({ stranger: 1, unknown_registration: 1, leftovers: 1 });
    expect([removed, world.users.size]).toEqual([0, 3]);
  });

  it('is not the address that somebody else has taken since', async () => {
    const world = aReconciledWorld();
    world.put('ann', { state: 'rolled_back', without: parts });
    const lock = { pk: 'EMAIL#ann@example.com', registrationId: 'later' };
    world.dynamo.put('registrations', lock);
    expect(await world.run({ fix: true })).toMatchObject({ removed: 1 });
    expect(world.dynamo.get('registrations', { pk: lock.pk })).toEqual(lock);
  });

  it('is told also when the function dies behind the pool', async () => {
    const world = aReconciledWorld();
    world.put('ann', { state: 'rolled_back', without: parts });
    world.dynamo.failNext = (command) =>
      command.constructor.name === 'TransactWriteCommand'
        ? Object.assign(new Error('no'), { name: 'Dead' })
        : undefined;
    await expect(world.run({ fix: true })).rejects.toThrow('no');
    expect([world.users.size, world.events().length]).toEqual([0, 0]);

    expect(await world.run({ action: 'continue' })).toMatchObject({ outcome: 'finished', removed: 1 });
    expect(world.events().map(({ type }) => type)).toEqual(['UserDeleted']);
  });

  it('is told also when another pass is begun meanwhile', async () => {
    const world = aReconciledWorld();
    world.put('ann', { state: 'rolled_back', without: parts });
    world.dynamo.failNext = (command) =>
      command.constructor.name === 'TransactWriteCommand'
        ? Object.assign(new Error('no'), { name: 'Dead' })
        : undefined;
    await expect(world.run({ fix: true })).rejects.toThrow('no');
    expect(await world.run({ action: 'start' })).toMatchObject({ outcome: 'finished', findings: [] });
    expect(world.events().map(({ type }) => type)).toEqual(['UserDeleted']);
  });
});

describe('a pass', () => {
  it('goes on where the last invocation stopped', async () => {
    const world = aReconciledWorld();
    for (let n = 0; n < 9; n += 1) world.put(`user-${n}`, { createdAt: `2026-11-01T00:00:0${n}.000Z` });
    world.put('gone', { createdAt: '2026-11-01T00:01:00.000Z', without: ['user'] });
    const { list } = world.pool;
    // Every page of the pool takes a minute: an invocation is good for one.
    world.pool.list = async (token) => {
      world.pass(1);
      return list(token);
    };
    let report = await world.run({ action: 'tick' });
    let invocations = 1;
    while (report.outcome === 'paused') {
      report = await world.run({ action: 'tick' });
      invocations += 1;
    }
    expect(report).toMatchObject({ outcome: 'finished', seen: { users: 9, profiles: 10 }, counts: { incomplete: 1 } });
    expect(invocations).toBeGreaterThan(4);
  });

  it('is begun once a day by a schedule that asks each hour', async () => {
    const world = aReconciledWorld();
    const outcomes: string[] = [];
    for (let hour = 0; hour < 25; hour += 1) {
      outcomes.push((await world.run({ action: 'tick' })).outcome);
      world.pass(60);
    }
    expect(outcomes).toEqual(['finished', ...Array(23).fill('not_due'), 'finished']);
  });

  it('is left alone while somebody works on it, and taken over when that one is gone', async () => {
    const world = aReconciledWorld();
    world.dynamo.put('registrations', { pk: 'RECONCILIATION', leaseId: 'x', leaseUntil: '2026-11-22T10:05:00.000Z' });
    expect((await world.run()).outcome).toBe('busy');
    world.pass(6);
    expect((await world.run()).outcome).toBe('finished');
  });

  it('begins again when the pool has given up its place in the list, and loses nothing', async () => {
    const world = aReconciledWorld();
    for (const id of ['ann', 'ben', 'cleo']) world.put(id);
    await world.run({ action: 'tick' }, 0);
    const { pass } = world.stored();
    world.dynamo.put('registrations', { pk: 'RECONCILIATION', pass: { ...pass, cursor: 'outdated' } });
    expect(await world.run({ action: 'continue' })).toMatchObject({
      outcome: 'finished',
      seen: { users: 3, lookups: 0 },
    });
  });
});
