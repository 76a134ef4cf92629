import { describe, expect, it } from 'vitest';
import { authorityWorld, COOKIE, operation } from '../../support/access/session-authority.ts';
import { ANN } from '../../support/sessions/session-world.ts';

const OTHER = 'A'.repeat(43);
const refused = { refusal: expect.stringContaining('Sign in again') };

describe('the authorizer, for the credentials of a request', () => {
  it.each(['', 'Bearer junk', 'Basic abc', 'Bearer a.b.c'])(
    'reads the Authorization header alone, if there is one: "%s"',
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

  it('prefers the token where both are valid', async () => {
    const { ask, cookie, token } = await authorityWorld();
    expect(await ask({ cookie, token })).toMatchObject({ via: 'bearer' });
  });

  it.each<[string, (cookie: string) => readonly string[]]>([
    ['of another name', (cookie) => [`rollcall=${cookie}`]],
    ['whose name only ends so', (cookie) => [`x${COOKIE}=${cookie}`]],
    ['twice', (cookie) => [`${COOKIE}=${cookie}`, `${COOKIE}=${OTHER}`]],
    ['of no session', () => [`${COOKIE}=${OTHER}`]],
    ['that is none', () => [`${COOKIE}=`, 'theme=dark']],
    ['with a part of it', (cookie) => [`${COOKIE}=${cookie.slice(1)}`]],
  ])('refuses a cookie %s', async (_, cookiesOf) => {
    const { ask, cookie } = await authorityWorld();
    expect(await ask({ cookies: cookiesOf(cookie) })).toEqual(refused);
  });

  it('refuses a session’s id, which lists return', async () => {
    const { ask, idOf } = await authorityWorld();
    expect(await ask({ cookie: idOf('cookie') })).toEqual(refused);
    expect(await ask({ token: idOf('token') })).toEqual(refused);
  });

  it('finds the cookie among others', async () => {
    const { ask, cookie } = await authorityWorld();
    expect(await ask({ cookies: ['theme=dark', `${COOKIE}=${cookie}`] })).toMatchObject({ userId: ANN });
  });
});

describe('a token without a session record', () => {
  it.each([undefined, 'made-with-credentials'])('is admitted by its time: origin_jti %s', async (signInId) => {
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
