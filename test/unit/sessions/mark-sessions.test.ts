import { describe, expect, it } from 'vitest';
import { markSession, markSessions } from '../../../lambdas/sessions/end-sessions.ts';
import { ANN, SessionWorld } from '../../support/sessions/session-world.ts';

const DAY = 24 * 60 * 60;

/** Ann, who was signed out everywhere now; her sessions are still open in their records. */
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
  it('say so, and forget what they kept sealed', async () => {
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

  it('are as many when it is done again, also where it broke off', async () => {
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

  it('stay as they are where the session is younger: she is back', async () => {
    const { world, mark } = await aWorld();
    world.after(0.001);
    await world.logIn();
    expect(await mark()).toEqual({ count: 2, hasActiveSession: true });
    expect(world.items.filter(({ revokedAt }) => revokedAt === undefined)).toHaveLength(1);
  });

  it('count those only that were open', async () => {
    const { world, mark } = await aWorld();
    const [one, other] = world.items;
    world.database.table('sessions').put({ ...one, revokedAt: '2026-11-22T10:00:30.000Z', reason: 'logged_out' });
    world.database
      .table('sessions')
      .put({ ...other, lastSeenAt: new Date(world.now.getTime() - 7 * DAY * 1000).toISOString() });
    expect(await mark()).toEqual({ count: 0, hasActiveSession: false });
    expect(world.items.map(({ reason }) => reason).sort()).toEqual(['logged_out', undefined]);
  });

  it('are all marked of somebody who is gone, or locked out', async () => {
    const gone = await aWorld();
    gone.world.database.table('access').delete({ pk: `USER#${ANN}`, sk: 'AUTHORIZATION' });
    expect(await gone.mark()).toEqual({ count: 2, hasActiveSession: false });
    const disabled = await aWorld();
    disabled.world.hold({ version: 3, disabled: true });
    expect(await disabled.mark()).toEqual({ count: 2, hasActiveSession: false });
  });

  it('are not counted where somebody else was faster, and nothing is there of a session that TTL took', async () => {
    const { world, ended, deps } = await aWorld();
    const overtaken = markSessions({ ...deps, mark: async () => false });
    expect(await overtaken(ended)).toMatchObject({ count: 0 });
    const mark = markSession(world.client, 'sessions');
    expect(await mark('gone', 'password_reset', ended.at)).toBe(false);
    expect(world.items).toHaveLength(2);
  });
});
