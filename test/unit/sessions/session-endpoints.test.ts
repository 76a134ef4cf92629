import { describe, expect, it } from 'vitest';
import { ANN, EMAIL, START } from '../../support/sessions/session-world.ts';
import { aSessionsApi, asAdmin, revokeMine } from '../../support/sessions/sessions-api.ts';

describe('sessions', () => {
  it('are listed newest first, with IP address, user agent and the current one', async () => {
    const { world, call, logIn } = aSessionsApi();
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

  it('are listed in full pages although some have ended', async () => {
    const { call, logIn } = aSessionsApi();
    const ids = await logIn(5);
    await call(revokeMine, { path: { sessionId: ids[1] ?? '' } });
    const first = await call('GET /v1/me/sessions', { query: { limit: '2' } });
    const second = await call('GET /v1/me/sessions', { query: { limit: '2', cursor: first.body.nextCursor } });
    const shown = [...first.body.items, ...second.body.items].map(({ sessionId }) => sessionId);
    expect(shown).toEqual([ids[0], ids[2], ids[3], ids[4]]);
    expect(second.body).not.toHaveProperty('nextCursor');
  });

  it('are not listed from a forged cursor', async () => {
    const { call } = aSessionsApi();
    expect(await call('GET /v1/me/sessions', { query: { cursor: 'abc' } })).toMatchObject({ status: 422 });
  });

  it('that were idle for 7 days are not listed', async () => {
    const { world, call, logIn } = aSessionsApi();
    await logIn(1);
    world.after(7 * 24 * 60 * 60);
    expect((await call('GET /v1/me/sessions')).body.items).toEqual([]);
  });

  it('of another user are listed with the permission only', async () => {
    const { call, logIn } = aSessionsApi();
    const [sessionId] = await logIn(1);
    const query = { userId: ANN };
    expect((await call('GET /v1/admin/sessions', { as: asAdmin, query })).body.items).toMatchObject([{ sessionId }]);
    expect(await call('GET /v1/admin/sessions', { query })).toMatchObject({ status: 403, problem: 'not_allowed' });
  });
});

describe('GET /v1/me', () => {
  it('returns the profile, roles, groups and number of active sessions', async () => {
    const { world, call, logIn } = aSessionsApi();
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

  it('answers 404 for a user who has just been deleted', async () => {
    const { world, call } = aSessionsApi();
    world.database.table('users').delete({ userId: ANN });
    expect(await call('GET /v1/me')).toMatchObject({ status: 404, problem: 'user_not_found' });
  });
});
