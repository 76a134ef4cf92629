import { describe, expect, it } from 'vitest';
import { authorityWorld, COOKIE, operation } from '../../support/access/session-authority.ts';
import { ANN } from '../../support/sessions/session-world.ts';

const OTHER = 'A'.repeat(43);
const refused = { refusal: expect.stringContaining('Sign in again') };

describe('what a request shows', () => {
  it.each(['', 'Bearer junk', 'Basic abc', 'Bearer a.b.c'])(
    'counts by its Authorization header alone: "%s"',
    async (authorization) => {
      const { world, ask, cookie } = await authorityWorld();
      let answer: unknown;
      const calls = await world.callsOf(async () => {
        answer = await ask({ cookie, headers: { authorization } });
      });
      expect(answer).toEqual(refused);
      expect(calls).toEqual([]);
    },
  );

  it('is the token, where both are good', async () => {
    const { ask, cookie, token } = await authorityWorld();
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
    const { ask, cookie } = await authorityWorld();
    expect(await ask({ cookies: cookiesOf(cookie) })).toEqual(refused);
  });

  it('is nobody with a session’s id, which lists show', async () => {
    const { ask, idOf } = await authorityWorld();
    expect(await ask({ cookie: idOf('cookie') })).toEqual(refused);
    expect(await ask({ token: idOf('token') })).toEqual(refused);
  });

  it('is found among other cookies', async () => {
    const { ask, cookie } = await authorityWorld();
    expect(await ask({ cookies: ['theme=dark', `${COOKIE}=${cookie}`] })).toMatchObject({ userId: ANN });
  });
});

describe('a token that no session stands for', () => {
  it.each([undefined, 'made-with-credentials'])('is taken by its time: origin_jti %s', async (signInId) => {
    const { world, ask } = await authorityWorld();
    const token = world.aToken(signInId);
    const context = await ask({ token });
    expect(context).toMatchObject({ userId: ANN, via: 'bearer' });
    expect(context).not.toHaveProperty('sessionId');
    world.after(2);
    await world.endAllSessions(ANN, 2, 'logged_out_everywhere', operation(world));
    expect(await ask({ token })).toEqual(refused);
    world.after(2);
    expect(await ask({ token: world.aToken(signInId) })).toMatchObject({ userId: ANN });
  });
});
