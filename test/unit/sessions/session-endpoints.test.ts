import { describe, expect, it } from 'vitest';
import { api } from '../../../lambdas/platform/api/api.ts';
import type { AuthorizerContext } from '../../../lambdas/platform/api/request.ts';
import { listOpenSessions } from '../../../lambdas/platform/sessions/open-sessions.ts';
import { endingSessions } from '../../../lambdas/sessions/end-session.ts';
import { readPerson } from '../../../lambdas/sessions/person.ts';
import { sessionEndpoints } from '../../../lambdas/sessions/session-endpoints.ts';
import { anApiEvent } from '../../support/api/events.ts';
import { ANN, EMAIL, SessionWorld, START } from '../../support/sessions/session-world.ts';

const BEN = '2b7c9a10-8d3e-5f46-9c21-7e5d4c3b2a19';

interface Call {
  readonly as?: AuthorizerContext;
  readonly path?: Record<string, string>;
  readonly query?: Record<string, string>;
  readonly headers?: Record<string, string>;
}

function aWorld() {
  const world = new SessionWorld();
  world.profile({ registrationId: 'reg-1', createdAt: START.toISOString(), method: 'email', emailVerifiedAt: 'now' });
  const { sessions, authorizationOf, revoke, revokeAll } = world;
  const listOpen = listOpenSessions(sessions, authorizationOf);
  const ending = endingSessions({ ...world.present, sessions, authorizationOf, listOpen, revoke, revokeAll });
  const personOf = readPerson(world.client, 'users');
  const more = { ending, listOpen, authorizationOf, personOf, cookieName: '__Host-rollcall', clock: world.clock };
  const handler = api(sessionEndpoints(more));

  async function call(routeKey: string, { as = { userId: ANN }, ...sent }: Call = {}) {
    const answer = await handler(anApiEvent({ routeKey, authorizer: as, ...sent }), {} as never);
    const body = answer.body ? JSON.parse(answer.body) : undefined;
    return { status: answer.statusCode, cookies: answer.cookies, body, problem: body?.type?.split(':').at(-1) };
  }
  /** Logs in so often, a second apart; answers the sessions' ids, the newest first. */
  async function logIn(times: number): Promise<readonly string[]> {
    const ids: string[] = [];
    for (let login = 0; login < times; login += 1) {
      ids.unshift((await world.tokens()).sessionId);
      world.after(1);
    }
    return ids;
  }
  return { world, call, logIn };
}

const revokeMine = 'DELETE /v1/me/sessions/{sessionId}';
const revokeAny = 'DELETE /v1/admin/sessions/{sessionId}';
const asAdmin = { userId: BEN, permissions: 'sessions:read sessions:revoke' };

describe('logging out', () => {
  it('ends this session with its event, and voids what was kept of it', async () => {
    const { world, call, logIn } = aWorld();
    const [current = '', other] = await logIn(2);

    expect(await call('POST /v1/auth/logout', { as: { userId: ANN, sessionId: current } })).toMatchObject({
      status: 204,
      cookies: undefined,
    });

    expect(world.events).toContain('SessionRevoked logged_out');
    expect((await world.authorizationOf(ANN))?.version).toBe(2);
    expect(world.items.filter(({ revokedAt }) => revokedAt).map(({ sessionId }) => sessionId)).toEqual([current]);
    expect((await call('GET /v1/me/sessions')).body.items).toMatchObject([{ sessionId: other }]);
  });

  it('makes a browser forget its cookie', async () => {
    const { call, logIn } = aWorld();
    const [sessionId = ''] = await logIn(1);
    const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
    const { cookies } = await call('POST /v1/auth/logout', { as: { userId: ANN, sessionId, via: 'cookie' }, headers });
    expect(cookies).toEqual(['__Host-rollcall=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0; Secure']);
  });

  it('by a token without a session is refused', async () => {
    expect(await aWorld().call('POST /v1/auth/logout')).toMatchObject({ status: 404, problem: 'session_not_found' });
  });

  it('twice is done, and told once', async () => {
    const { world, call, logIn } = aWorld();
    const [sessionId = ''] = await logIn(1);
    const as = { userId: ANN, sessionId };
    await Promise.all([call('POST /v1/auth/logout', { as }), call('POST /v1/auth/logout', { as })]);
    expect(world.events.filter((event) => event === 'SessionRevoked logged_out')).toHaveLength(1);
  });

  it('everywhere ends all that are open, and tells how many', async () => {
    const { world, call, logIn } = aWorld();
    const [first = ''] = await logIn(3);
    await call(revokeMine, { path: { sessionId: first } });

    expect(await call('POST /v1/auth/logout-all')).toMatchObject({ status: 204 });

    expect(world.rows.at(-1)).toMatchObject({
      type: 'AllSessionsRevoked',
      detail: { data: { userId: ANN, count: 2, reason: 'logged_out_everywhere' } },
    });
    expect((await call('GET /v1/me/sessions')).body.items).toEqual([]);
    expect(await world.authorizationOf(ANN)).toMatchObject({ signedOutAt: world.now.toISOString(), version: 3 });
    world.after(1);
    await logIn(1);
    expect((await call('GET /v1/me/sessions')).body.items).toHaveLength(1);
  });

  it('everywhere never takes a later sign-out back', async () => {
    const { world, call, logIn } = aWorld();
    await logIn(1);
    const signedOutAt = '2026-11-22T11:00:00.000Z';
    world.hold({ signedOutAt, version: 5 });
    expect(await call('POST /v1/auth/logout-all')).toMatchObject({ status: 204 });
    expect(await world.authorizationOf(ANN)).toMatchObject({ signedOutAt, version: 5 });
  });
});

describe('sessions', () => {
  it('are listed with where they came from, newest first, and which one this is', async () => {
    const { world, call, logIn } = aWorld();
    const [newest = '', oldest] = await logIn(2);
    const { body } = await call('GET /v1/me/sessions', { as: { userId: ANN, sessionId: oldest } });
    expect(body).toEqual({
      items: [
        {
          sessionId: newest,
          userId: ANN,
          mode: 'token',
          createdAt: '2026-11-22T10:00:01.000Z',
          lastSeenAt: '2026-11-22T10:00:01.000Z',
          expiresAt: '2026-12-22T10:00:01.000Z',
          ip: '192.0.2.7',
          userAgent: 'vitest',
          current: false,
        },
        expect.objectContaining({ sessionId: oldest, current: true }),
      ],
    });
    expect(JSON.stringify(body)).not.toContain(world.items[0]?.sealed?.box);
  });

  it('come in pages that are full though some have ended', async () => {
    const { call, logIn } = aWorld();
    const ids = await logIn(5);
    await call(revokeMine, { path: { sessionId: ids[1] ?? '' } });
    const first = await call('GET /v1/me/sessions', { query: { limit: '2' } });
    const second = await call('GET /v1/me/sessions', { query: { limit: '2', cursor: first.body.nextCursor } });
    const shown = [...first.body.items, ...second.body.items].map(({ sessionId }) => sessionId);
    expect(shown).toEqual([ids[0], ids[2], ids[3], ids[4]]);
    expect(second.body).not.toHaveProperty('nextCursor');
  });

  it('are not listed from a cursor of somebody’s making', async () => {
    const { call } = aWorld();
    expect(await call('GET /v1/me/sessions', { query: { cursor: 'abc' } })).toMatchObject({ status: 422 });
  });

  it('that nobody used for 7 days are not open', async () => {
    const { world, call, logIn } = aWorld();
    await logIn(1);
    world.after(7 * 24 * 60 * 60);
    expect((await call('GET /v1/me/sessions')).body.items).toEqual([]);
  });

  it('of anybody are listed for who may read them, and for nobody else', async () => {
    const { call, logIn } = aWorld();
    const [sessionId] = await logIn(1);
    const query = { userId: ANN };
    expect((await call('GET /v1/admin/sessions', { as: asAdmin, query })).body.items).toMatchObject([{ sessionId }]);
    expect(await call('GET /v1/admin/sessions', { query })).toMatchObject({ status: 403, problem: 'not_allowed' });
  });
});

describe('revoking a session', () => {
  it.each([
    [revokeMine, { userId: ANN }, 'revoked_by_user'],
    [revokeAny, asAdmin, 'revoked_by_admin'],
  ])('by %s ends it once', async (route, as, reason) => {
    const { world, call, logIn } = aWorld();
    const [sessionId = ''] = await logIn(1);
    const sent = { as, path: { sessionId } };

    expect(await call(route, sent)).toMatchObject({ status: 204 });
    expect(await call(route, sent)).toMatchObject({ status: 409, problem: 'session_already_revoked' });

    expect(world.items).toMatchObject([{ reason, revokedAt: world.now.toISOString() }]);
    expect(world.rows.at(-1)).toMatchObject({
      type: 'SessionRevoked',
      detail: { data: { userId: ANN, sessionId, reason }, metadata: { actor: { id: as.userId } } },
    });
  });

  it('of somebody else is refused, and ends nothing', async () => {
    const { world, call, logIn } = aWorld();
    const [sessionId = ''] = await logIn(1);
    const sent = { as: { userId: BEN }, path: { sessionId } };
    expect(await call(revokeMine, sent)).toMatchObject({ status: 403, problem: 'not_session_owner' });
    expect(world.items[0]).not.toHaveProperty('revokedAt');
  });

  it('that there never was is refused', async () => {
    const { call } = aWorld();
    const path = { sessionId: BEN };
    expect(await call(revokeMine, { path })).toMatchObject({ status: 404, problem: 'session_not_found' });
    expect(await call(revokeAny, { as: asAdmin, path })).toMatchObject({ status: 404, problem: 'session_not_found' });
    expect(await call(revokeMine, { path: { sessionId: 'junk' } })).toMatchObject({
      status: 404,
      problem: 'not_found',
    });
  });

  it('that a sign-out or a deletion has ended is refused', async () => {
    const { world, call, logIn } = aWorld();
    const [sessionId = ''] = await logIn(1);
    world.hold({ signedOutAt: world.now.toISOString() });
    expect(await call(revokeMine, { path: { sessionId } })).toMatchObject({ problem: 'session_already_revoked' });
  });
});

describe('me', () => {
  it('is who I am, what I hold, and how many sessions are open', async () => {
    const { world, call, logIn } = aWorld();
    await logIn(2);
    world.hold({ roles: new Set(['user', 'readonly']), groups: new Set(['members']) });
    expect((await call('GET /v1/me')).body).toEqual({
      userId: ANN,
      email: EMAIL,
      name: 'Ann',
      status: 'active',
      roles: ['readonly', 'user'],
      groups: ['members'],
      sessions: 2,
      createdAt: START.toISOString(),
    });
  });

  it('is nobody who has been deleted a moment ago', async () => {
    const { world, call } = aWorld();
    world.database.table('users').delete({ userId: ANN });
    expect(await call('GET /v1/me')).toMatchObject({ status: 404, problem: 'user_not_found' });
  });
});
