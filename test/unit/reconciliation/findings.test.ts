import { describe, expect, it } from 'vitest';
import { userIdOf } from '../../../lambdas/platform/runtime.ts';
import { aReconciledWorld, LONG_AGO } from '../../support/reconciliation/world.ts';

const TABLE_ITEMS = ['profile', 'lock', 'authorization'] as const;
const JUST_NOW = '2026-11-22T09:46:00.000Z';

describe('reconcile', () => {
  it('finds nothing and looks no user up where pool and records agree', async () => {
    const world = aReconciledWorld();
    for (const id of ['ann', 'ben', 'cleo', 'dan', 'eve']) world.put(id);
    const report = await world.run();
    expect(report).toMatchObject({ outcome: 'finished', findings: [], seen: { users: 5, profiles: 5, lookups: 0 } });
    expect(world.calls).toEqual(['list', 'list', 'list']);
    expect(world.events()).toEqual([]);
  });

  it('finds the pool user of a registration that was rolled back', async () => {
    const world = aReconciledWorld();
    const userId = world.put('ann', { state: 'rolled_back', without: TABLE_ITEMS });
    const { findings } = await world.run();
    expect(findings).toEqual([{ kind: 'leftovers', userId, registrationId: 'ann', parts: ['user'], removable: true }]);
    expect(world.users.has(userId)).toBe(true);
  });

  it('finds a profile without a pool user', async () => {
    const world = aReconciledWorld();
    for (const id of ['ben', 'cleo', 'dan']) world.put(id);
    const userId = world.put('ann', { without: ['user'] });
    const { findings, seen } = await world.run();
    expect(findings).toEqual([
      { kind: 'incomplete', userId, registrationId: 'ann', parts: ['user'], removable: false },
    ]);
    expect(seen.lookups).toBe(1);
  });

  it('finds the missing parts of a registered user', async () => {
    const world = aReconciledWorld();
    world.put('ann', { without: TABLE_ITEMS });
    world.put('pending', { state: 'roles_pending', without: ['authorization'] });
    expect((await world.run()).findings).toMatchObject([
      { kind: 'incomplete', registrationId: 'ann', parts: ['profile', 'email_lock', 'authorization'] },
    ]);
  });

  it('reports a stranger by sub instead of a username that may be a name', async () => {
    const world = aReconciledWorld();
    world.users.set('ann.smith', { username: 'ann.smith', sub: 'sub-1', createdAt: LONG_AGO });
    expect((await world.run()).findings).toEqual([
      { kind: 'stranger', userId: 'sub-1', parts: ['user'], removable: false },
    ]);
  });

  it('treats a user with the registration id of another user as a stranger', async () => {
    const world = aReconciledWorld();
    world.put('ann', { state: 'rolled_back', without: ['user', ...TABLE_ITEMS] });
    const username = userIdOf('another');
    world.users.set(username, { username, sub: username, registrationId: 'ann', createdAt: LONG_AGO });
    expect((await world.run({ fix: true })).findings).toMatchObject([{ kind: 'stranger', removable: false }]);
    expect(world.users.has(username)).toBe(true);
  });

  it.each(['reserved', 'created', 'rolling_back', 'rollback_failed'] as const)(
    'skips a registration that is %s, because its workflow or an operator works on it',
    async (state) => {
      const world = aReconciledWorld();
      world.put('ann', { state, without: TABLE_ITEMS });
      expect((await world.run({ fix: true })).findings).toEqual([]);
      expect(world.users.size).toBe(1);
    },
  );

  it('skips a registration, a user or a deletion younger than 15 minutes', async () => {
    const world = aReconciledWorld();
    world.put('rolled-back', { state: 'rolled_back', touchedAt: JUST_NOW, without: TABLE_ITEMS });
    world.put('deleted', { deletedAt: JUST_NOW, without: TABLE_ITEMS });
    world.users.set('new', { username: 'new', sub: 'new', createdAt: JUST_NOW });
    world.put('made', { createdAt: JUST_NOW, touchedAt: JUST_NOW, without: ['user'] });
    expect((await world.run({ fix: true })).findings).toEqual([]);
    expect(world.users.size).toBe(3);
  });

  it('finds a deletion that stopped half-way, and does not finish it', async () => {
    const world = aReconciledWorld();
    const userId = world.put('ann', { without: ['authorization'] });
    const record = world.dynamo.get('registrations', { pk: 'REGISTRATION#ann' });
    world.dynamo.put('registrations', { ...record, userDeletionStartedAt: LONG_AGO });
    expect((await world.run({ fix: true })).findings).toMatchObject([
      { kind: 'half_deleted', userId, removable: false },
    ]);
    expect(world.users.size).toBe(1);
  });

  it('drops a finding that is fixed before the second check', async () => {
    const world = aReconciledWorld();
    const userId = world.put('ann', { without: ['lock'] });
    let reads = 0;
    world.dynamo.failNext = (operation) => {
      if (operation === 'BatchGetItem') reads += 1;
      if (reads === 4)
        world.dynamo.put('registrations', { pk: 'EMAIL#ann@example.com', registrationId: 'ann', userId });
      return undefined;
    };
    expect((await world.run()).findings).toEqual([]);
  });

  it('raises one alert with counts when the schedule started the pass', async () => {
    const world = aReconciledWorld();
    world.put('ann', { state: 'rolled_back', without: TABLE_ITEMS });
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
