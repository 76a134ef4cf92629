import { describe, expect, it } from 'vitest';
import { aReconciledWorld } from '../../support/reconciliation/world.ts';

describe('a reconciliation pass', () => {
  it('continues where the last invocation stopped', async () => {
    const world = aReconciledWorld();
    for (let n = 0; n < 9; n += 1) world.put(`user-${n}`, { createdAt: `2026-11-01T00:00:0${n}.000Z` });
    world.put('gone', { createdAt: '2026-11-01T00:01:00.000Z', without: ['user'] });
    const { list } = world.pool;
    // Every page of the pool takes a minute, so an invocation has time for one.
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

  it('starts once a day under an hourly schedule', async () => {
    const world = aReconciledWorld();
    const outcomes: string[] = [];
    for (let hour = 0; hour < 25; hour += 1) {
      outcomes.push((await world.run({ action: 'tick' })).outcome);
      world.pass(60);
    }
    expect(outcomes).toEqual(['finished', ...Array(23).fill('not_due'), 'finished']);
  });

  it('is refused as busy during another lease, and continues after it', async () => {
    const world = aReconciledWorld();
    world.dynamo.put('registrations', { pk: 'RECONCILIATION', leaseId: 'x', leaseUntil: '2026-11-22T10:05:00.000Z' });
    expect((await world.run()).outcome).toBe('busy');
    world.pass(6);
    expect((await world.run()).outcome).toBe('finished');
  });

  it('starts again when the pool refuses the page token, and loses nothing', async () => {
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

  it('raises its alert with the next tick after the first attempt failed', async () => {
    const world = aReconciledWorld();
    world.put('gone', { without: ['user'] });
    world.dynamo.failNext = (operation) =>
      operation === 'TransactWriteItems' ? Object.assign(new Error('no'), { name: 'Dead' }) : undefined;
    await expect(world.run({ action: 'tick' })).rejects.toThrow('no');
    expect(world.events()).toEqual([]);
    world.pass(60);
    expect((await world.run({ action: 'tick' })).outcome).toBe('finished');
    expect(world.events().map(({ type }) => type)).toEqual(['PlatformAlertRaised']);
  });
});
