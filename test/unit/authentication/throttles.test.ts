import { describe, expect, it } from 'vitest';
import { EMAIL, IP, SessionWorld } from '../../support/sessions/session-world.ts';

const blocked = (seconds: number) => ['too_many_attempts', seconds];

/** Fails until the account waits for the first time. */
async function aWorldAfter(failures: number) {
  const world = new SessionWorld();
  for (let failure = 0; failure < failures; failure += 1) {
    await world.fail();
    world.after(failure < 4 ? 0 : 2 ** (failure - 4));
  }
  return world;
}

describe('a failed login', () => {
  it('is free five times, and then takes 1, 2, 4 s and so on, right password or not', async () => {
    const world = new SessionWorld();
    for (let failure = 1; failure <= 5; failure += 1) expect(await world.fail()).toBe('login_refused');

    for (const wait of [1, 2, 4, 8]) {
      expect(await world.fail()).toEqual(blocked(wait));
      expect(await world.outcomeOf(world.logIn())).toEqual(blocked(wait));
      world.after(wait);
      expect(await world.fail()).toBe('login_refused');
    }
  });

  it('publishes nothing and calls no pool while it is blocked', async () => {
    const world = await aWorldAfter(5);
    await world.fail();
    const [events, calls] = [world.events.length, world.pool.calls.length];
    await world.fail();
    expect(world.events.length).toEqual(events);
    expect(world.pool.calls.length).toEqual(calls);
  });

  it('blocks unknown addresses in the same way', async () => {
    const world = new SessionWorld();
    for (let failure = 1; failure <= 5; failure += 1) await world.fail({ username: 'unknown@example.com' });
    expect(await world.fail({ username: 'unknown@example.com' })).toEqual(blocked(1));
    expect(await world.outcomeOf(world.logIn())).toBe(200);
  });

  it('allows the next login after the wait', async () => {
    const world = await aWorldAfter(6);
    world.after(2);
    expect(await world.outcomeOf(world.logIn())).toBe(200);
  });

  it('causes no wait of more than 15 minutes', async () => {
    const world = new SessionWorld();
    world.database.table('throttles').put({
      pk: `ACCOUNT#${EMAIL}`,
      failures: 900,
      lastFailedAt: world.now.toISOString(),
      windowEndsAt: world.now.toISOString(),
    });
    expect(await world.fail()).toEqual(blocked(900));
    world.after(900);
    expect(await world.outcomeOf(world.logIn())).toBe(200);
  });

  it('is forgotten after 15 minutes', async () => {
    const world = await aWorldAfter(5);
    world.after(900);
    expect(await world.fail()).toBe('login_refused');
    expect(world.failuresOf(`ACCOUNT#${EMAIL}`)).toMatchObject({ failures: 1 });
  });

  it('blocks an IP address after fifty failures', async () => {
    const world = new SessionWorld();
    for (let failure = 1; failure <= 50; failure += 1) await world.fail({ username: `${failure}@example.com` });
    expect(await world.outcomeOf(world.logIn())).toEqual(blocked(1));
    const actor = { ...world.request.actor, ip: '198.51.100.1' };
    expect(await world.outcomeOf(world.logIn({ actor }))).toBe(200);
    expect(world.failuresOf(`IP#${IP}`)).toMatchObject({ failures: 50 });
  });

  it('allows concurrent guesses no more attempts than sequential ones', async () => {
    const world = await aWorldAfter(5);
    world.after(60);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => world.fail()));
    expect(outcomes.filter((outcome) => outcome === 'login_refused')).toHaveLength(1);
    expect(world.failuresOf(`ACCOUNT#${EMAIL}`)?.failures).toBe(25);
  });

  it('answers a correct concurrent guess like a wrong one', async () => {
    const world = await aWorldAfter(5);
    world.after(60);
    let guesses = 0;
    world.pool.meanwhile = async () => {
      guesses += 1;
      if (guesses === 1) await world.fail();
    };
    expect(await world.outcomeOf(world.logIn())).toEqual(['too_many_attempts', expect.any(Number)]);
    expect(world.items).toEqual([]);
    expect(world.events).toContain('AuthenticationFailed locked');
  });

  it('raises an alert once in a minute with a hundred failures', async () => {
    const world = new SessionWorld();
    for (let failure = 1; failure <= 210; failure += 1) {
      const actor = { ...world.request.actor, ip: `192.0.2.${failure}` };
      await world.fail({ username: `${failure}@example.com`, actor });
    }
    const raised = world.rows.filter(({ type }) => type === 'PlatformAlertRaised');
    expect(raised).toMatchObject([
      { detail: { data: { severity: 'critical', source: 'failed-logins:2026-11-22T10:00' } } },
    ]);
  });
});
