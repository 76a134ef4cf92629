import { describe, expect, it } from 'vitest';
import { MAX_CACHED_SESSIONS } from '../../../lambdas/access/authorizer/session-guard.ts';
import { authorityWorld, operation } from '../../support/access/session-authority.ts';
import { ANN } from '../../support/sessions/session-world.ts';

const refused = { refusal: expect.stringContaining('Sign in again') };

describe('the authorizer, for a session', () => {
  it('authenticates its user by the cookie and by the token', async () => {
    const { ask, cookie, token, idOf } = await authorityWorld();
    const ann = { userId: ANN, permissions: expect.any(String) };
    expect(await ask({ cookie })).toEqual({ ...ann, via: 'cookie', sessionId: idOf('cookie') });
    expect(await ask({ token })).toEqual({ ...ann, via: 'bearer', sessionId: idOf('token') });
  });

  it.each(['cookie', 'token'] as const)('reads the authorization only in a warm instance: by %s', async (way) => {
    const { world, ask, both } = await authorityWorld();
    const shown = both[way === 'cookie' ? 0 : 1] ?? {};
    expect(await world.callsOf(() => ask(shown))).toEqual(['GetItem']);
  });

  it('reads the session after the authorization in an instance that starts', async () => {
    const { world, token } = await authorityWorld();
    const ask = world.instance();
    expect(await world.callsOf(() => ask({ token }))).toEqual(['GetItem', 'GetItem', 'BatchGetItem', 'GetItem']);
    expect(await world.callsOf(() => ask({ token }))).toEqual(['GetItem']);
  });

  it('reads the session again after 300 s, and after a clock was set back', async () => {
    const { world, ask, token } = await authorityWorld();
    world.after(299);
    await ask({ token });
    const reads = async () => (await world.callsOf(() => ask({ token }))).filter((name) => name === 'GetItem').length;
    world.after(1);
    // By then the definitions are read again as well, while the authorization and the session may be cached.
    expect(await reads()).toBeGreaterThanOrEqual(2);
    world.after(-3600);
    expect(await reads()).toBe(3);
  });

  it('caches 5,000 sessions and evicts the oldest first', async () => {
    const { world } = await authorityWorld();
    const ask = world.instance();
    const tokens = Array.from({ length: MAX_CACHED_SESSIONS + 1 }, (_, index) => world.aToken(`sign-in-of-${index}`));
    for (const token of tokens) await ask({ token });
    const readsOf = async (token = '') => (await world.callsOf(() => ask({ token }))).length;
    expect(await readsOf(tokens.at(-1))).toBe(1);
    expect(await readsOf(tokens[0])).toBe(2);
  });
});

describe('the authorizer, for a session that ended', () => {
  it.each(['cookie', 'token'])(
    'refuses it in every instance with the next request, and admits the other session: %s',
    async (mode) => {
      const { world, idOf, answers } = await authorityWorld();
      const second = world.instance();
      await answers(second);

      await world.endSession({ userId: ANN, sessionId: idOf(mode) }, 'logged_out', operation(world));

      const left = mode === 'cookie' ? ['out', 'in'] : ['in', 'out'];
      expect(await answers()).toEqual(left);
      expect(await answers(second)).toEqual(left);
      expect(await answers(world.instance())).toEqual(left);
    },
  );

  it('refuses it when it was revoked between the two reads of an instance that starts', async () => {
    const { world, cookie, idOf } = await authorityWorld();
    const ask = world.instance();
    let answered = 0;
    const send = world.client.send.bind(world.client);
    world.client.send = (async (command: never) => {
      const answer = await send(command);
      answered += 1;
      // Right after the session was read to see whose it is.
      if (answered === 1)
        await world.endSession({ userId: ANN, sessionId: idOf('cookie') }, 'logged_out', operation(world));
      return answer;
    }) as never;
    expect(await ask({ cookie })).toEqual(refused);
    expect(await ask({ cookie })).toEqual(refused);
  });

  it('reads nothing more once it is cached', async () => {
    const { world, ask, cookie, idOf } = await authorityWorld();
    await world.endSession({ userId: ANN, sessionId: idOf('cookie') }, 'revoked_by_user', operation(world));
    await ask({ cookie });
    expect(await world.callsOf(() => ask({ cookie }))).toEqual([]);
  });

  it('refuses the sessions of before a sign-out everywhere, and admits a sign-in a millisecond later with a token of the same second', async () => {
    const { world, ask, answers } = await authorityWorld();
    await world.endAllSessions(ANN, 2, 'logged_out_everywhere', operation(world));
    expect(await answers()).toEqual(['out', 'out']);

    world.after(0.001);
    const [cookie, token] = [await world.cookie(), await world.bearer()];
    expect(await ask({ cookie })).toMatchObject({ userId: ANN });
    expect(await ask({ token })).toMatchObject({ userId: ANN });
    // No record says when this one was made within the second.
    expect(await ask({ token: world.aToken('without-session') })).toEqual(refused);
  });

  it.each([
    ['is disabled', { disabled: true, version: 2 }],
    ['is disabled, without a new version', { disabled: true }],
  ])('refuses it when the user %s', async (_, held) => {
    const { world, answers } = await authorityWorld();
    world.hold(held);
    expect(await answers()).toEqual(['out', 'out']);
  });

  it('refuses it when the user was deleted', async () => {
    const { world, answers } = await authorityWorld();
    world.database.table('access').delete({ pk: `USER#${ANN}`, sk: 'AUTHORIZATION' });
    expect(await answers()).toEqual(['out', 'out']);
  });

  it('refuses it with the token of another user', async () => {
    const { world, ask } = await authorityWorld();
    const [session] = world.items.filter(({ mode }) => mode === 'token');
    world.database.table('sessions').put({ ...session, userId: 'ben' });
    world.hold({ version: 2 });
    expect(await ask({ token: world.aToken('sign-in-2') })).toEqual(refused);
  });
});
