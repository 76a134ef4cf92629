import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SessionItem } from '../../lambdas/domain/sessions/session.ts';
import { type Api, apiAs, apiAsAdmin, problemOf } from '../support/deployed/api.ts';
import { entriesAbout } from '../support/deployed/audit-trail.ts';
import { itemIn } from '../support/deployed/items.ts';
import { tokenMailed } from '../support/deployed/links.ts';
import { type LoggedInClients, logInBrowser, logInEveryWay, logInProgram } from '../support/deployed/sessions.ts';
import { newUser, type SignedIn } from '../support/deployed/sign-in.ts';
import { forgot, reset } from '../support/deployed/sign-up.ts';
import { forgive } from '../support/deployed/throttles.ts';
import { eventuallyHolds } from '../support/eventually.ts';

const ANOTHER = 'quite another set of words';

beforeAll(forgive);
afterAll(forgive);

/** The refused requests are valid, and the action is answered before they are sent. */
async function does(api: Api, ...[method, path, options]: Parameters<Api>): Promise<void> {
  const { status } = await api(method, path, options);
  if (status >= 300) throw new Error(`${method} ${path} answered ${status}`);
}

interface AuthenticatedUser extends LoggedInClients {
  readonly user: SignedIn;
}

/** A user who is logged in every way; the authorizer has authenticated each client twice. */
async function authenticatedUser(...roles: readonly string[]): Promise<AuthenticatedUser> {
  const user = await newUser(...roles);
  const ways = await logInEveryWay(user);
  expect(await ways.statuses()).toEqual([200, 200, 200]);
  expect(await ways.statuses()).toEqual([200, 200, 200]);
  return { ...ways, user };
}

const resetPassword = async ({ user: { account } }: AuthenticatedUser) => {
  await forgot(account.email);
  expect((await reset(await tokenMailed(account.email, 'reset-password'), ANOTHER)).status).toBe(204);
};
const changePassword = ({ user, browser }: AuthenticatedUser) =>
  does(browser.api, 'POST', '/v1/me/password', { body: { currentPassword: user.password, newPassword: ANOTHER } });

it.each<[string, (account: AuthenticatedUser) => Promise<void>]>([
  ['user_disabled', async ({ user }) => does(await apiAsAdmin(), 'POST', `/v1/users/${user.userId}/disable`)],
  [
    'user_deleted',
    async ({ user }) => does(await apiAsAdmin(), 'DELETE', `/v1/users/${user.userId}`, { query: { confirm: 'true' } }),
  ],
  ['password_reset', resetPassword],
  ['logged_out_everywhere', ({ program }) => does(program.api, 'POST', '/v1/auth/logout-all')],
])(
  'every older session is refused on its next request after %s, and the sessions record the reason',
  async (reason, happens) => {
    const account = await authenticatedUser('user');
    const cookie = account.browser.cookies();

    await happens(account);

    expect(await account.statuses()).toEqual([401, 401, 401]);
    expect((await apiAs()('GET', '/v1/me', { headers: { cookie } })).status).toBe(401);
    await eventuallyHolds('the records and the trail say it', async () => {
      for (const { sessionId } of [account.browser, account.program]) {
        const record = await itemIn<SessionItem>('sessions', { sessionId });
        expect(record).toMatchObject({ reason, revokedAt: expect.any(String) });
        expect(record).not.toHaveProperty('sealed');
      }
      const entries = (await entriesAbout(account.user.userId)).filter(
        ({ action }) => action === 'ALL_SESSIONS_REVOKED',
      );
      expect(entries.map(({ details }) => details)).toEqual([{ userId: account.user.userId, count: 2, reason }]);
    });
  },
);

it('a password change ends every session but the new one, which works at once', async () => {
  const account = await authenticatedUser('user');
  const cookie = account.browser.cookies();
  await changePassword(account);
  expect(await account.statuses()).toEqual([200, 401, 401]);
  expect((await apiAs()('GET', '/v1/me', { headers: { cookie } })).status).toBe(401);
});

it('a revoked role is revoked in every session, and no session ends', async () => {
  const account = await authenticatedUser('readonly');
  expect(await account.statuses('/v1/users')).toEqual([200, 200, 200]);
  await does(await apiAsAdmin(), 'DELETE', `/v1/users/${account.user.userId}/roles/readonly`);
  expect(await account.statuses('/v1/users')).toEqual([403, 403, 403]);
  expect(await account.statuses()).toEqual([200, 200, 200]);
});

const ends: readonly [string, (account: AuthenticatedUser) => Promise<void>, readonly number[]][] = [
  ['its logout, a cookie', ({ browser }) => does(browser.api, 'POST', '/v1/auth/logout'), [401, 200, 200]],
  ['its logout, a token', ({ program }) => does(program.api, 'POST', '/v1/auth/logout'), [200, 401, 200]],
  [
    'its owner in a browser',
    ({ browser, program }) => does(browser.api, 'DELETE', `/v1/me/sessions/${program.sessionId}`),
    [200, 401, 200],
  ],
  [
    'its owner by a program',
    ({ browser, program }) => does(program.api, 'DELETE', `/v1/me/sessions/${browser.sessionId}`),
    [401, 200, 200],
  ],
  [
    'an admin, a cookie',
    async ({ browser }) => does(await apiAsAdmin(), 'DELETE', `/v1/admin/sessions/${browser.sessionId}`),
    [401, 200, 200],
  ],
  [
    'an admin, a token',
    async ({ program }) => does(await apiAsAdmin(), 'DELETE', `/v1/admin/sessions/${program.sessionId}`),
    [200, 401, 200],
  ],
];

it.each(ends)('one session ends by %s, from its next request on', async (_, happens, expected) => {
  const account = await authenticatedUser('user');
  const cookie = account.browser.cookies();
  await happens(account);
  expect(await account.statuses()).toEqual(expected);
  expect((await apiAs()('GET', '/v1/me', { headers: { cookie } })).status).toBe(expected[0]);
});

it('a user who was signed out everywhere logs in again, and the new session and its refresh work', async () => {
  const { user, program } = await authenticatedUser('user');
  await does(program.api, 'POST', '/v1/auth/logout-all');
  const [browser, next] = [await logInBrowser(user), await logInProgram(user)];
  await eventuallyHolds('the old record is marked', async () => {
    const record = await itemIn<SessionItem>('sessions', { sessionId: program.sessionId });
    expect(record?.reason).toBe('logged_out_everywhere');
  });
  expect((await browser.api('GET', '/v1/me')).status).toBe(200);
  expect((await next.api('GET', '/v1/me')).status).toBe(200);
  const refreshed = await apiAs()('POST', '/v1/auth/refresh', { body: { refreshToken: next.refreshToken } });
  expect(refreshed.status).toBe(200);
});

it('a page of another site cannot use the cookie, with or without a junk Authorization header', async () => {
  const { browser, statuses } = await authenticatedUser('user');
  const elsewhere = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  for (const path of ['/v1/auth/logout', '/v1/auth/logout-all', '/v1/me/password']) {
    const body = path.endsWith('password') ? { currentPassword: 'a', newPassword: ANOTHER } : {};
    const refused = await browser.api('POST', path, { headers: elsewhere, body });
    expect(refused.status).toBe(403);
    expect(problemOf(refused)).toBe('cross_site_request');
    const junk = await browser.api('POST', path, { headers: { ...elsewhere, authorization: 'Bearer junk' }, body });
    expect([401, 403]).toContain(junk.status);
  }
  const login = await browser.api('POST', '/v1/auth/login', {
    headers: { ...elsewhere, authorization: 'Bearer junk' },
    body: { email: 'ann@example.com', password: ANOTHER },
  });
  expect(login.status).toBe(403);
  expect(problemOf(login)).toBe('cross_site_request');
  expect(await statuses()).toEqual([200, 200, 200]);
});
