import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TokenAnswer } from '../../contracts/api/sessions.ts';
import { type Answer, apiAs } from '../support/deployed/api.ts';
import { entriesAbout } from '../support/deployed/audit-trail.ts';
import { openBrowser } from '../support/deployed/browser.ts';
import { listenToBus } from '../support/deployed/bus.ts';
import { tokenMailed } from '../support/deployed/links.ts';
import { anonymous, forgot, newSignUpRequest, reset, signUp, userIdOf, verify } from '../support/deployed/sign-up.ts';
import { everythingStored } from '../support/deployed/stored-text.ts';
import { forgive } from '../support/deployed/throttles.ts';
import { eventually } from '../support/eventually.ts';

const aPassword = () => `four words of ${randomUUID().slice(0, 8)}`;

const logIn = (email: string, password: string): Promise<Answer<TokenAnswer>> =>
  anonymous('POST', '/v1/auth/login', { body: { email, password, mode: 'token' } });

const tokensIn = ({ status, body }: Answer<TokenAnswer>): Readonly<Record<string, string>> => {
  expect(status).toBe(200);
  return { access: body.accessToken, refresh: body.refreshToken };
};

beforeAll(forgive);
afterAll(forgive);

it('no password, token or link is stored anywhere', async () => {
  const since = new Date();
  const bus = await listenToBus();
  const { email, name } = newSignUpRequest();
  const passwords = {
    first: aPassword(),
    again: aPassword(),
    wrong: aPassword(),
    reset: aPassword(),
    changed: aPassword(),
  };

  // Signs up twice, and verifies the address.
  await signUp({ email, name, password: passwords.first });
  const verification = await tokenMailed(email, 'verify');
  expect((await verify(verification)).status).toBe(200);
  expect((await verify(verification)).status).toBe(400);
  await signUp({ email, name, password: passwords.again });
  // Logs in after a mistyped password, by token and by cookie, and refreshes.
  expect((await logIn(email, passwords.wrong)).status).toBe(401);
  // On a slow machine the first password was not set in time: the mailed link sets one.
  const first = await logIn(email, passwords.first);
  const loggedIn = first.status === 200 ? tokensIn(first) : {};
  const refreshed = loggedIn.refresh
    ? tokensIn(await anonymous('POST', '/v1/auth/refresh', { body: { refreshToken: loggedIn.refresh } }))
    : {};
  // The bus's listener forgets after a minute.
  await bus.all();
  // Forgets, and changes it again.
  await forgot(email);
  const link = await tokenMailed(email, 'reset-password', first.status === 200 ? 1 : 2);
  expect((await reset(link, passwords.reset)).status).toBe(204);
  const browser = openBrowser();
  const credentials = { email, password: passwords.reset };
  expect((await browser.api('POST', '/v1/auth/login', { body: credentials })).status).toBe(200);
  const cookie = browser.cookies().replace(/^[^=]*=/, '');
  const afterReset = tokensIn(await logIn(email, passwords.reset));
  const body = { currentPassword: passwords.reset, newPassword: passwords.changed };
  const changed = await apiAs(afterReset.access)<TokenAnswer>('POST', '/v1/me/password', { body });
  const afterChange = tokensIn(changed);

  // All of it has happened where it is audited.
  const userId = await userIdOf(email);
  await eventually('the change is audited', async () =>
    (await entriesAbout(userId)).find(({ action }) => action === 'PASSWORD_CHANGED'),
  );
  const places = [...(await everythingStored(since)), { location: 'bus', text: JSON.stringify(await bus.all()) }];

  // They are looked for in the right places: the user's id is in most of them.
  const withUserId = places.filter(({ text }) => text.includes(userId)).map(({ location }) => location);
  expect(withUserId).toEqual(
    expect.arrayContaining([
      'table journal',
      'table audit',
      'table tokens',
      'table sessions',
      'execution histories',
      'bus',
    ]),
  );
  expect(withUserId.some((location) => location.startsWith('log '))).toBe(true);
  const tokens = [loggedIn, refreshed, afterReset, afterChange].flatMap((one) => Object.values(one));
  const secrets = [...Object.values(passwords), ...tokens, verification, link, cookie];
  expect(secrets.every((secret) => secret.length > 20)).toBe(true);
  const found = places.flatMap(({ location, text }) =>
    secrets.filter((secret) => text.includes(secret)).map((secret) => `${location} has ${secret}`),
  );
  expect(found).toEqual([]);
});
