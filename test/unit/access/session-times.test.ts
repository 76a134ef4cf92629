import { describe, expect, it } from 'vitest';
import { authorityWorld } from '../../support/access/session-authority.ts';

const DAY = 24 * 60 * 60;

describe('an idle session', () => {
  it.each([
    [7 * DAY - 1, ['in', 'in']],
    [7 * DAY, ['out', 'out']],
  ])('ends after 7 days: after %s s', async (seconds, expected) => {
    const { world, answers } = await authorityWorld();
    world.after(seconds);
    expect(await answers()).toEqual(expected);
  });

  it('is not revived by a request', async () => {
    const { world, answers } = await authorityWorld();
    world.after(7 * DAY);
    await answers();
    expect(await answers()).toEqual(['out', 'out']);
    expect(await answers(world.instance())).toEqual(['out', 'out']);
  });

  it('stays open after a request to another instance', async () => {
    const { world, answers } = await authorityWorld();
    world.after(6 * DAY);
    const second = world.instance();
    await answers(second);
    world.after(2 * DAY);
    expect(await answers()).toEqual(['in', 'in']);
  });

  it('is read again where the cache calls it idle, so that a clock that is ahead refuses no user for long', async () => {
    const { world, answers } = await authorityWorld();
    const ahead = world.instance(() => new Date(world.now.getTime() + 2_000));
    world.after(7 * DAY - 1);
    expect(await answers(ahead)).toEqual(['out', 'out']);
    expect(await answers()).toEqual(['in', 'in']);
    expect(await answers(ahead)).toEqual(['in', 'in']);
  });

  it('ends after 30 days, however much it is used', async () => {
    const { world, answers } = await authorityWorld();
    for (let day = 0; day < 29; day += 1) {
      world.after(DAY);
      expect(await answers()).toEqual(['in', 'in']);
    }
    world.after(DAY - 1);
    expect(await answers()).toEqual(['in', 'in']);
    world.after(1);
    expect(await answers()).toEqual(['out', 'out']);
  });

  it('keeps its record for longer than any of its tokens is valid', async () => {
    const { world } = await authorityWorld();
    for (const { endsAt, expiresAt } of world.items) expect(expiresAt * 1000 - Date.parse(endsAt)).toBe(DAY * 1000);
  });
});

describe('the last request of a session', () => {
  const writes = (calls: readonly string[]) => calls.filter((name) => name === 'UpdateItem').length;

  it.each([
    [59, 0],
    [60, 1],
  ])('is recorded after a minute: after %s s', async (seconds, times) => {
    const { world, ask, cookie } = await authorityWorld();
    world.after(seconds);
    expect(writes(await world.callsOf(() => ask({ cookie })))).toBe(times);
    expect(writes(await world.callsOf(() => ask({ cookie })))).toBe(0);
  });

  it('is recorded by an instance that starts, too', async () => {
    const { world, ...more } = await authorityWorld();
    world.after(60);
    const ask = world.instance();
    const calls = await world.callsOf(async () => {
      await ask({ cookie: more.cookie });
      await ask({ token: more.token });
    });
    expect(writes(calls)).toBe(2);
    expect(world.items.map(({ lastSeenAt }) => lastSeenAt)).toEqual(Array(2).fill(world.now.toISOString()));
  });

  it('admits the user when it cannot be recorded', async () => {
    const { world, ask, cookie } = await authorityWorld();
    world.after(60);
    const update = world.database.operations.UpdateItem;
    Object.assign(world.database.operations, {
      UpdateItem: () => {
        throw new Error('throttled');
      },
    });
    expect(await ask({ cookie })).not.toHaveProperty('refusal');
    Object.assign(world.database.operations, { UpdateItem: update });
  });
});
