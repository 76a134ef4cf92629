import { describe, expect, it } from 'vitest';
import { markSession, markSessions } from '../../../lambdas/sessions/end-sessions.ts';
import { ANN, SessionWorld } from '../../support/sessions/session-world.ts';

const DAY = 24 * 60 * 60;

/** Ann has just been signed out everywhere; the records of the sessions are not marked yet. */
async function aWorld(logins = 2) {
  const world = new SessionWorld();
  for (let login = 0; login < logins; login += 1) await world.logIn();
  world.after(60);
  const at = world.now;
  world.hold({ version: 2, signedOutAt: at.toISOString() });
  const deps = { sessions: world.sessions, authorizationOf: world.authorizationOf };
  const mark = markSessions({ ...deps, mark: markSession(world.client, 'sessions') });
  const ended = { userId: ANN, reason: 'password_reset', at } as const;
  return { world, deps, ended, mark: () => mark(ended) };
}

describe('the records of sessions that have ended', () => {
  it('are marked, and their secrets are deleted', async () => {
    const { world, ended, mark } = await aWorld();
    expect(await mark()).toEqual({ count: 2, hasActiveSession: false });
    expect(world.items).toHaveLength(2);
    for (const session of world.items) {
      expect(session).toMatchObject({ revokedAt: ended.at.toISOString(), reason: 'password_reset' });
      expect(session).not.toHaveProperty('sealed');
    }
  });

  it('are marked page by page', async () => {
    const { mark, world } = await aWorld(101);
    expect(await mark()).toMatchObject({ count: 101 });
    expect(world.calls.filter((name) => name === 'Query')).toHaveLength(2);
  });

  it('have the same count when the event is processed again, also after a failure', async () => {
    const { world, deps, ended, mark } = await aWorld(3);
    let marked = 0;
    const breaking = markSessions({
      ...deps,
      mark: async (...args) => {
        marked += 1;
        if (marked === 2) throw new Error('throttled');
        return markSession(world.client, 'sessions')(...args);
      },
    });
    await expect(breaking(ended)).rejects.toThrow('throttled');
    expect(await mark()).toEqual({ count: 3, hasActiveSession: false });
    expect(await mark()).toEqual({ count: 3, hasActiveSession: false });
  });

  it('stay active where the session is newer than the sign-out', async () => {
    const { world, mark } = await aWorld();
    world.after(0.001);
    await world.logIn();
    expect(await mark()).toEqual({ count: 2, hasActiveSession: true });
    expect(world.items.filter(({ revokedAt }) => revokedAt === undefined)).toHaveLength(1);
  });

  it('are counted only where they were active', async () => {
    const { world, mark } = await aWorld();
    const [one, other] = world.items;
    world.database.table('sessions').put({ ...one, revokedAt: '2026-11-22T10:00:30.000Z', reason: 'logged_out' });
    world.database
      .table('sessions')
      .put({ ...other, lastSeenAt: new Date(world.now.getTime() - 7 * DAY * 1000).toISOString() });
    expect(await mark()).toEqual({ count: 0, hasActiveSession: false });
    expect(world.items.map(({ reason }) => reason).sort()).toEqual(['logged_out', undefined]);
  });

  it('are all marked for a deleted and for a disabled user', async () => {
    const deleted = await aWorld();
    deleted.world.database.table('access').delete({ pk: `USER#${ANN}`, sk: 'AUTHORIZATION' });
    expect(await deleted.mark()).toEqual({ count: 2, hasActiveSession: false });
    const disabled = await aWorld();
    disabled.world.hold({ version: 3, disabled: true });
    expect(await disabled.mark()).toEqual({ count: 2, hasActiveSession: false });
  });

  it('are not counted when another request marked them first, and no record is created for an expired session', async () => {
    const { world, ended, deps } = await aWorld();
    const overtaken = markSessions({ ...deps, mark: async () => false });
    expect(await overtaken(ended)).toMatchObject({ count: 0 });
    const mark = markSession(world.client, 'sessions');
    expect(await mark('gone', 'password_reset', ended.at)).toBe(false);
    expect(world.items).toHaveLength(2);
  });
});
