import { describe, expect, it } from 'vitest';
import type { TokenAnswer } from '../../../contracts/api/sessions.ts';
import { ANN, SessionWorld } from '../../support/sessions/session-world.ts';

const DAY = 24 * 60 * 60;

async function aSession() {
  const world = new SessionWorld();
  const tokens = await world.tokens();
  const refreshed = async (token: string) => (await world.byToken(token)).body as TokenAnswer;
  return { world, tokens, refreshed, first: tokens.refreshToken };
}

describe('a refresh token', () => {
  it('works once, and its answer holds the next one of the same session', async () => {
    const { world, tokens, refreshed, first } = await aSession();

    const next = await refreshed(first);
    const third = await refreshed(next.refreshToken);

    expect(next.sessionId).toBe(tokens.sessionId);
    expect(third.sessionId).toBe(tokens.sessionId);
    expect(next.refreshToken).not.toBe(first);
    expect(world.items).toMatchObject([{ refreshGeneration: 3 }]);
  });

  it('that is reused ends its session, for its newest token as well', async () => {
    const { world, refreshed, first } = await aSession();
    const { refreshToken: next, sessionId } = await refreshed(first);
    world.after(1);

    expect(await world.outcomeOf(world.byToken(first))).toBe('login_refused');

    expect(await world.outcomeOf(world.byToken(next))).toBe('login_refused');
    expect(world.items).toMatchObject([{ reason: 'refresh_token_reused' }]);
    expect(world.items[0]).not.toHaveProperty('sealed');
    expect(world.rows.at(-1)).toMatchObject({
      type: 'SessionRevoked',
      detail: { data: { userId: ANN, sessionId, reason: 'refresh_token_reused' }, metadata: { actor: { id: ANN } } },
    });
    expect(await world.authorizationOf(ANN)).toMatchObject({ version: 2 });
  });

  it('that is sent fifty times at once succeeds exactly once, in a hundred rounds', async () => {
    for (let round = 0; round < 100; round += 1) {
      const { world, first } = await aSession();
      const outcomes = await Promise.all(Array.from({ length: 50 }, () => world.outcomeOf(world.byToken(first))));
      expect(outcomes.filter((outcome) => outcome === 200)).toHaveLength(1);
      expect(new Set(outcomes)).toEqual(new Set([200, 'login_refused']));
      expect(world.events.filter((event) => String(event).startsWith('SessionRevoked'))).toHaveLength(1);
    }
  }, 60_000);

  it('stays valid when the pool does not answer', async () => {
    const { world, first } = await aSession();
    world.pool.failure = { name: 'TooManyRequestsException' };
    await expect(world.byToken(first)).rejects.toMatchObject({ name: 'TooManyRequestsException' });
    world.pool.failure = undefined;
    expect(await world.outcomeOf(world.byToken(first))).toBe(200);
  });

  it('is refused when the pool rejects its own refresh token', async () => {
    const { world, first } = await aSession();
    world.pool.failure = { name: 'NotAuthorizedException' };
    expect(await world.outcomeOf(world.byToken(first))).toBe('login_refused');
  });

  it.each<[string, (token: string) => string]>([
    ['a changed signature', (token) => `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`],
    ['a later generation', (token) => token.replace('.1.', '.2.')],
    ['an earlier generation', (token) => token.replace('.1.', '.0.')],
    ['another session', (token) => token.replace(/^.{8}/, '00000000')],
    ['no token of ours', () => 'something-of-sixteen-characters'],
  ])('with %s is refused and changes nothing', async (_what, forge) => {
    const { world, first } = await aSession();
    expect(await world.outcomeOf(world.byToken(forge(first)))).toBe('login_refused');
    expect(world.events).toHaveLength(2);
    expect(await world.outcomeOf(world.byToken(first))).toBe(200);
  });

  it.each<[string, (world: SessionWorld) => unknown]>([
    ['the user was signed out everywhere', (world) => world.hold({ signedOutAt: world.now.toISOString() })],
    ['the user is disabled', (world) => world.hold({ disabled: true })],
    ['no request was made for 7 days', (world) => world.after(7 * DAY)],
  ])('is refused once %s', async (_why, end) => {
    const { world, first } = await aSession();
    end(world);
    expect(await world.outcomeOf(world.byToken(first))).toBe('login_refused');
  });

  it('extends no session beyond 30 days', async () => {
    const { world, refreshed, first } = await aSession();
    let token = first;
    for (let day = 1; day < 30; day += 1) {
      world.after(DAY);
      token = (await refreshed(token)).refreshToken;
    }
    world.after(DAY);
    expect(await world.outcomeOf(world.byToken(token))).toBe('login_refused');
  });

  it('has its data key decrypted by KMS again after 5 minutes', async () => {
    const { world, refreshed, first } = await aSession();
    world.after(600);
    await refreshed(first);
    expect(world.kms.calls).toEqual(['GenerateDataKeyCommand', 'DecryptCommand']);
  });
});

describe('a session cookie', () => {
  it('keeps its value and its session alive', async () => {
    const world = new SessionWorld();
    const value = await world.cookie();
    world.after(5 * DAY);

    const { status, cookies } = await world.byCookie(value);

    expect(status).toBe(200);
    expect(cookies?.[0]).toContain(`=${value}; Max-Age=${25 * DAY}; Path=/; HttpOnly; Secure; SameSite=Lax`);
    expect(world.items).toMatchObject([{ lastSeenAt: world.now.toISOString() }]);
    world.after(6 * DAY);
    expect(await world.outcomeOf(world.byCookie(value))).toBe(200);
  });

  it('is not extended beyond the end of its session', async () => {
    const world = new SessionWorld();
    const value = await world.cookie();
    for (const days of [6, 6, 6, 6, 5]) {
      world.after(days * DAY);
      await world.byCookie(value);
    }
    const { cookies } = await world.byCookie(value);
    expect(cookies?.[0]).toContain(`Max-Age=${DAY}`);
    world.after(DAY);
    expect(await world.outcomeOf(world.byCookie(value))).toBe('login_refused');
  });

  it('without a session, or of a revoked session, is refused', async () => {
    const world = new SessionWorld();
    const value = await world.cookie();
    expect(await world.outcomeOf(world.byCookie('A'.repeat(43)))).toBe('login_refused');
    const at = world.now;
    const operation = { id: 'end', correlationId: 'c', causationId: 'c', actor: world.request.actor, at };
    await world.endSession({ userId: ANN, sessionId: world.items[0]?.sessionId ?? '' }, 'logged_out', operation);
    expect(await world.outcomeOf(world.byCookie(value))).toBe('login_refused');
  });
});
