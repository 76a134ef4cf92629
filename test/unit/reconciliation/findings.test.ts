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

  it('is a deletion that stopped half-way, which only a DELETE finishes', async () => {
    const world = aReconciledWorld();
    const userId = world.put('ann', { without: ['authorization'] });
    const record = world.dynamo.get('registrations', { pk: 'REGISTRATION#ann' });
    world.dynamo.put('registrations', { ...record, userDeletionStartedAt: LONG_AGO });
    expect((await world.run({ fix: true })).findings).toMatchObject([
      { kind: 'half_deleted', userId, removable: false },
    ]);
    expect(world.users.size).toBe(1);
  });

  it('is judged twice: what is mended between the looks is nothing', async () => {
    const world = aReconciledWorld();
    const userId = world.put('ann', { without: ['lock'] });
    let looks = 0;
    world.dynamo.failNext = (operation) => {
      if (operation === 'BatchGetItem') looks += 1;
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
