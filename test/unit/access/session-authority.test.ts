import { describe, expect, it } from 'vitest';
import { MOST_SESSIONS_KEPT } from '../../../lambdas/access/known-sessions.ts';
import { AuthorityWorld, COOKIE, type Shown } from '../../support/access/session-authority.ts';
import { ANN } from '../../support/sessions/session-world.ts';

const DAY = 24 * 60 * 60;
const OTHER = 'A'.repeat(43);
const refused = { refusal: expect.stringContaining('Sign in again') };

/** Ann has logged in both ways; the instance has met both. */
async function aWorld() {
  const world = new AuthorityWorld();
  const ask = world.instance();
  const cookie = await world.cookie();
  const token = await world.bearer();
  const both: readonly Shown[] = [{ cookie }, { token }];
  const idOf = (mode: string) => world.items.find((session) => session.mode === mode)?.sessionId ?? '';
  const answers = async (instance = ask) =>
    (await Promise.all(both.map(instance))).map(({ userId }) => (userId === ANN ? 'in' : 'out'));
  await answers();
  await answers();
  return { world, ask, cookie, token, both, idOf, answers };
}

const operation = (world: AuthorityWorld) => ({
  id: world.newId(),
  correlationId: 'cor-1',
  causationId: 'req-1',
  actor: { type: 'user', id: ANN } as const,
  at: world.now,
});

describe('who has a session', () => {
  it('is known by its cookie, and by its token', async () => {
    const { ask, cookie, token, idOf } = await aWorld();
    const ann = { userId: ANN, permissions: expect.any(String) };
    expect(await ask({ cookie })).toEqual({ ...ann, via: 'cookie', sessionId: idOf('cookie') });
    expect(await ask({ token })).toEqual({ ...ann, via: 'bearer', sessionId: idOf('token') });
  });

  it.each(['cookie', 'token'] as const)('costs one read while an instance is warm: by %s', async (way) => {
    const { world, ask, both } = await aWorld();
    const shown = both[way === 'cookie' ? 0 : 1] ?? {};
    expect(await world.callsOf(() => ask(shown))).toEqual(['GetItem']);
  });

  it('is looked up in the record once more, and not before her authorization, by an instance that starts', async () => {
    const { world, token } = await aWorld();
    const ask = world.instance();
    expect(await world.callsOf(() => ask({ token }))).toEqual(['GetItem', 'GetItem', 'BatchGetItem', 'GetItem']);
    expect(await world.callsOf(() => ask({ token }))).toEqual(['GetItem']);
  });

  it('is read again after 300 s, and when a clock was set back', async () => {
    const { world, ask, token } = await aWorld();
    world.after(299);
    await ask({ token });
    const reads = async () => (await world.callsOf(() => ask({ token }))).filter((name) => name === 'GetItem').length;
    world.after(1);
    // Definitions are looked for as well by then; not so what she holds, and the session.
    expect(await reads()).toBeGreaterThanOrEqual(2);
    world.after(-3600);
    expect(await reads()).toBe(3);
  });

  it('is kept in memory as one of 5,000 at most, and the oldest goes first', async () => {
    const { world } = await aWorld();
    const ask = world.instance();
    const tokens = Array.from({ length: MOST_SESSIONS_KEPT + 1 }, (_, index) => world.aToken(`sign-in-of-${index}`));
    for (const token of tokens) await ask({ token });
    const readsOf = async (token = '') => (await world.callsOf(() => ask({ token }))).length;
    expect(await readsOf(tokens.at(-1))).toBe(1);
    expect(await readsOf(tokens[0])).toBe(2);
  });
});

describe('a session that ended', () => {
  it.each(['cookie', 'token'])(
    'is refused with the next request of every instance, and the other one is not: %s',
    async (mode) => {
      const { world, idOf, answers } = await aWorld();
      const second = world.instance();
      await answers(second);

      await world.revoke({ userId: ANN, sessionId: idOf(mode) }, 'logged_out', operation(world));

      const left = mode === 'cookie' ? ['out', 'in'] : ['in', 'out'];
      expect(await answers()).toEqual(left);
      expect(await answers(second)).toEqual(left);
      expect(await answers(world.instance())).toEqual(left);
    },
  );

  it('is refused when it was revoked between the two reads of an instance that starts', async () => {
    const { world, cookie, idOf } = await aWorld();
    const ask = world.instance();
    let answered = 0;
    const send = world.client.send.bind(world.client);
    world.client.send = (async (command: never) => {
      const answer = await send(command);
      answered += 1;
      // Right after the session was read to see whose it is.
      if (answered === 1)
        await world.revoke({ userId: ANN, sessionId: idOf('cookie') }, 'logged_out', operation(world));
      return answer;
    }) as never;
    expect(await ask({ cookie })).toEqual(refused);
    expect(await ask({ cookie })).toEqual(refused);
  });

  it('costs nothing more once it is known', async () => {
    const { world, ask, cookie, idOf } = await aWorld();
    await world.revoke({ userId: ANN, sessionId: idOf('cookie') }, 'revoked_by_user', operation(world));
    await ask({ cookie });
    expect(await world.callsOf(() => ask({ cookie }))).toEqual([]);
  });

  it('everywhere is refused, and who logs in a millisecond later is not, though her token says the same second', async () => {
    const { world, ask, answers } = await aWorld();
    await world.revokeAll(ANN, 2, 'logged_out_everywhere', operation(world));
    expect(await answers()).toEqual(['out', 'out']);

    world.after(0.001);
    const [cookie, token] = [await world.cookie(), await world.bearer()];
    expect(await ask({ cookie })).toMatchObject({ userId: ANN });
    expect(await ask({ token })).toMatchObject({ userId: ANN });
    // No record says when this one was made within the second.
    expect(await ask({ token: world.aToken('of-nobody') })).toEqual(refused);
  });

  it.each([
    ['disabled', { disabled: true, version: 2 }],
    ['disabled, which nobody counted', { disabled: true }],
  ])('is one of somebody %s', async (_, held) => {
    const { world, answers } = await aWorld();
    world.hold(held);
    expect(await answers()).toEqual(['out', 'out']);
  });

  it('is one of somebody who was deleted', async () => {
    const { world, answers } = await aWorld();
    world.database.table('access').delete({ pk: `USER#${ANN}`, sk: 'AUTHORIZATION' });
    expect(await answers()).toEqual(['out', 'out']);
  });

  it('is not taken for hers by the token of somebody else', async () => {
    const { world, ask } = await aWorld();
    const [session] = world.items.filter(({ mode }) => mode === 'token');
    world.database.table('sessions').put({ ...session, userId: 'ben' });
    world.hold({ version: 2 });
    expect(await ask({ token: world.aToken('sign-in-2') })).toEqual(refused);
  });
});

describe('a session that nobody uses', () => {
  it.each([
    [7 * DAY - 1, ['in', 'in']],
    [7 * DAY, ['out', 'out']],
  ])('is over after 7 days: after %s s', async (seconds, expected) => {
    const { world, answers } = await aWorld();
    world.after(seconds);
    expect(await answers()).toEqual(expected);
  });

  it('is not brought back by being asked for', async () => {
    const { world, answers } = await aWorld();
    world.after(7 * DAY);
    await answers();
    expect(await answers()).toEqual(['out', 'out']);
    expect(await answers(world.instance())).toEqual(['out', 'out']);
  });

  it('is open where another instance has seen it since', async () => {
    const { world, answers } = await aWorld();
    world.after(6 * DAY);
    const second = world.instance();
    await answers(second);
    world.after(2 * DAY);
    expect(await answers()).toEqual(['in', 'in']);
  });

  it('is looked at again where memory calls it idle: a clock that is ahead refuses nobody for long', async () => {
    const { world, answers } = await aWorld();
    const ahead = world.instance(() => new Date(world.now.getTime() + 2_000));
    world.after(7 * DAY - 1);
    expect(await answers(ahead)).toEqual(['out', 'out']);
    expect(await answers()).toEqual(['in', 'in']);
    expect(await answers(ahead)).toEqual(['in', 'in']);
  });

  it('ends after 30 days, however much it is used', async () => {
    const { world, answers } = await aWorld();
    for (let day = 0; day < 29; day += 1) {
      world.after(DAY);
      expect(await answers()).toEqual(['in', 'in']);
    }
    world.after(DAY - 1);
    expect(await answers()).toEqual(['in', 'in']);
    world.after(1);
    expect(await answers()).toEqual(['out', 'out']);
  });

  it('keeps its record for longer than any token of it lives', async () => {
    const { world } = await aWorld();
    for (const { endsAt, expiresAt } of world.items) expect(expiresAt * 1000 - Date.parse(endsAt)).toBe(DAY * 1000);
  });
});

describe('when a session was last seen', () => {
  const writes = (calls: readonly string[]) => calls.filter((name) => name === 'UpdateItem').length;

  it.each([
    [59, 0],
    [60, 1],
  ])('is written after a minute: after %s s', async (seconds, times) => {
    const { world, ask, cookie } = await aWorld();
    world.after(seconds);
    expect(writes(await world.callsOf(() => ask({ cookie })))).toBe(times);
    expect(writes(await world.callsOf(() => ask({ cookie })))).toBe(0);
  });

  it('is written by an instance that starts, too', async () => {
    const { world, ask: _, ...more } = await aWorld();
    world.after(60);
    const ask = world.instance();
    const calls = await world.callsOf(async () => {
      await ask({ cookie: more.cookie });
      await ask({ token: more.token });
    });
    expect(writes(calls)).toBe(2);
    expect(world.items.map(({ lastSeenAt }) => lastSeenAt)).toEqual(Array(2).fill(world.now.toISOString()));
  });

  it('refuses nobody when it cannot be written', async () => {
    const { world, ask, cookie } = await aWorld();
    world.after(60);
    const update = world.database.operations.UpdateItem;
    Object.assign(world.database.operations, {
      UpdateItem: () => {
        throw new Error('throttled');
      },
    });
    expect(await ask({ cookie })).toMatchObject({ userId: ANN });
    Object.assign(world.database.operations, { UpdateItem: update });
  });
});

describe('what a request shows', () => {
  it.each(['', 'Bearer junk', 'Basic abc', 'Bearer a.b.c'])(
    'counts by its Authorization header alone: "%s"',
    async (authorization) => {
      const { world, ask, cookie } = await aWorld();
      let answer: unknown;
      const calls = await world.callsOf(async () => {
        answer = await ask({ cookie, headers: { authorization } });
      });
      expect(answer).toEqual(refused);
      expect(calls).toEqual([]);
    },
  );

  it('is the token, where both are good', async () => {
    const { ask, cookie, token } = await aWorld();
    expect(await ask({ cookie, token })).toMatchObject({ via: 'bearer' });
  });

  it.each<[string, (cookie: string) => readonly string[]]>([
    ['of another name', (cookie) => [`rollcall=${cookie}`]],
    ['whose name only ends so', (cookie) => [`x${COOKIE}=${cookie}`]],
    ['twice', (cookie) => [`${COOKIE}=${cookie}`, `${COOKIE}=${OTHER}`]],
    ['of nobody', () => [`${COOKIE}=${OTHER}`]],
    ['that is none', () => [`${COOKIE}=`, 'theme=dark']],
    ['with a part of it', (cookie) => [`${COOKIE}=${cookie.slice(1)}`]],
  ])('is nobody with a cookie %s', async (_, cookiesOf) => {
    const { ask, cookie } = await aWorld();
    expect(await ask({ cookies: cookiesOf(cookie) })).toEqual(refused);
  });

  it('is nobody with a session’s id, which lists show', async () => {
    const { ask, idOf } = await aWorld();
    expect(await ask({ cookie: idOf('cookie') })).toEqual(refused);
    expect(await ask({ token: idOf('token') })).toEqual(refused);
  });

  it('is found among other cookies', async () => {
    const { ask, cookie } = await aWorld();
    expect(await ask({ cookies: ['theme=dark', `${COOKIE}=${cookie}`] })).toMatchObject({ userId: ANN });
  });
});

describe('a token that no session stands for', () => {
  it.each([undefined, 'made-with-credentials'])('is taken by its time: origin_jti %s', async (signInId) => {
    const { world, ask } = await aWorld();
    const token = world.aToken(signInId);
    const context = await ask({ token });
    expect(context).toMatchObject({ userId: ANN, via: 'bearer' });
    expect(context).not.toHaveProperty('sessionId');
    world.after(2);
    await world.revokeAll(ANN, 2, 'logged_out_everywhere', operation(world));
    expect(await ask({ token })).toEqual(refused);
    world.after(2);
    expect(await ask({ token: world.aToken(signInId) })).toMatchObject({ userId: ANN });
  });
});
