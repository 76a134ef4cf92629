import { describe, expect, it } from 'vitest';
import { ANN } from '../../support/sessions/session-world.ts';
import { aSessionsApi, asAdmin, BEN, revokeAny, revokeMine } from '../../support/sessions/sessions-api.ts';

describe('logging out', () => {
  it('ends the session of the request, with its event', async () => {
    const { world, call, logIn } = aSessionsApi();
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

  it('makes a browser delete its cookie', async () => {
    const { call, logIn } = aSessionsApi();
    const [sessionId = ''] = await logIn(1);
    const headers = { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' };
    const { cookies } = await call('POST /v1/auth/logout', { as: { userId: ANN, sessionId, via: 'cookie' }, headers });
    expect(cookies).toEqual(['__Host-rollcall=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax']);
  });

  it('by a token without a session is refused', async () => {
    expect(await aSessionsApi().call('POST /v1/auth/logout')).toMatchObject({
      status: 404,
      problem: 'session_not_found',
    });
  });

  it('twice succeeds, and publishes one event', async () => {
    const { world, call, logIn } = aSessionsApi();
    const [sessionId = ''] = await logIn(1);
    const as = { userId: ANN, sessionId };
    await Promise.all([call('POST /v1/auth/logout', { as }), call('POST /v1/auth/logout', { as })]);
    expect(world.events.filter((event) => event === 'SessionRevoked logged_out')).toHaveLength(1);
  });

  it('everywhere ends all active sessions, and publishes their number', async () => {
    const { world, call, logIn } = aSessionsApi();
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

  it('everywhere does not undo a later sign-out', async () => {
    const { world, call, logIn } = aSessionsApi();
    await logIn(1);
    const signedOutAt = '2026-11-22T11:00:00.000Z';
    world.hold({ signedOutAt, version: 5 });
    expect(await call('POST /v1/auth/logout-all')).toMatchObject({ status: 204 });
    expect(await world.authorizationOf(ANN)).toMatchObject({ signedOutAt, version: 5 });
  });
});

describe('revoking a session', () => {
  it.each([
    [revokeMine, { userId: ANN }, 'revoked_by_user'],
    [revokeAny, asAdmin, 'revoked_by_admin'],
  ])('by %s ends it once', async (route, as, reason) => {
    const { world, call, logIn } = aSessionsApi();
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

  it('of another user is refused, and ends nothing', async () => {
    const { world, call, logIn } = aSessionsApi();
    const [sessionId = ''] = await logIn(1);
    const sent = { as: { userId: BEN }, path: { sessionId } };
    expect(await call(revokeMine, sent)).toMatchObject({ status: 403, problem: 'not_session_owner' });
    expect(world.items[0]).not.toHaveProperty('revokedAt');
  });

  it('that there never was is refused', async () => {
    const { call } = aSessionsApi();
    const path = { sessionId: BEN };
    expect(await call(revokeMine, { path })).toMatchObject({ status: 404, problem: 'session_not_found' });
    expect(await call(revokeAny, { as: asAdmin, path })).toMatchObject({ status: 404, problem: 'session_not_found' });
    expect(await call(revokeMine, { path: { sessionId: 'junk' } })).toMatchObject({
      status: 404,
      problem: 'not_found',
    });
  });

  it('that a sign-out or a deletion has ended is refused', async () => {
    const { world, call, logIn } = aSessionsApi();
    const [sessionId = ''] = await logIn(1);
    world.hold({ signedOutAt: world.now.toISOString() });
    expect(await call(revokeMine, { path: { sessionId } })).toMatchObject({ problem: 'session_already_revoked' });
  });
});
