import { afterAll, beforeAll, expect, it } from 'vitest';
import type { SessionItem } from '../../lambdas/domain/sessions/session.ts';
import { type Api, apiAs, apiAsAdmin, problemOf } from '../support/deployed/api.ts';
import { entriesAbout } from '../support/deployed/audit-trail.ts';
import { itemIn } from '../support/deployed/items.ts';
import { tokenMailed } from '../support/deployed/links.ts';
import { aBrowserOf, aProgramOf, everyWayOf, type Ways } from '../support/deployed/sessions.ts';
import { newUser, type SignedIn } from '../support/deployed/sign-in.ts';
import { forgot, reset } from '../support/deployed/signing-up.ts';
import { forgive } from '../support/deployed/throttles.ts';
import { eventuallyHolds } from '../support/eventually.ts';

const ANOTHER = 'quite another set of words';

beforeAll(forgive);
afterAll(forgive);

/** Whoever was refused did nothing wrong, and whoever carries it out is answered first. */
async function does(api: Api, ...[method, path, options]: Parameters<Api>): Promise<void> {
  const { status } = await api(method, path, options);
  if (status >= 300) throw new Error(`${method} ${path} answered ${status}`);
}

interface Person extends Ways {
  readonly user: SignedIn;
}

/** Somebody who is in by every way; the authorizer has met each of them twice. */
async function somebody(...roles: readonly string[]): Promise<Person> {
  const user = await newUser(...roles);
  const ways = await everyWayOf(user);
  expect(await ways.statuses()).toEqual([200, 200, 200]);
  expect(await ways.statuses()).toEqual([200, 200, 200]);
  return { ...ways, user };
}

const resetPassword = async ({ user: { person } }: Person) => {
  await forgot(person.email);
  expect((await reset(await tokenMailed(person.email, 'reset-password'), ANOTHER)).status).toBe(204);
};
const changePassword = ({ user, browser }: Person) =>
  does(browser.api, 'POST', '/v1/me/password', { body: { currentPassword: user.password, newPassword: ANOTHER } });

it.each<[string, (person: Person) => Promise<void>]>([
  ['user_disabled', async ({ user }) => does(await apiAsAdmin(), 'POST', `/v1/users/${user.userId}/disable`)],
  [
    'user_deleted',
    async ({ user }) => does(await apiAsAdmin(), 'DELETE', `/v1/users/${user.userId}`, { query: { confirm: 'true' } }),
  ],
  ['password_reset', resetPassword],
  ['logged_out_everywhere', ({ program }) => does(program.api, 'POST', '/v1/auth/logout-all')],
])('the next request of every older session is refused after %s, and the records say why', async (reason, happens) => {
  const person = await somebody('user');
  const cookie = person.browser.cookies();

  await happens(person);

  expect(await person.statuses()).toEqual([401, 401, 401]);
  expect((await apiAs()('GET', '/v1/me', { headers: { cookie } })).status).toBe(401);
  await eventuallyHolds('the records and the trail say it', async () => {
    for (const { sessionId } of [person.browser, person.program]) {
      const record = await itemIn<SessionItem>('sessions', { sessionId });
      expect(record).toMatchObject({ reason, revokedAt: expect.any(String) });
      expect(record).not.toHaveProperty('sealed');
    }
    const told = (await entriesAbout(person.user.userId)).filter(({ action }) => action === 'ALL_SESSIONS_REVOKED');
    expect(told.map(({ details }) => details)).toEqual([{ userId: person.user.userId, count: 2, reason }]);
  });
});

it('another password ends every session but the new one, which is in at once', async () => {
  const person = await somebody('user');
  const cookie = person.browser.cookies();
  await changePassword(person);
  expect(await person.statuses()).toEqual([200, 401, 401]);
  expect((await apiAs()('GET', '/v1/me', { headers: { cookie } })).status).toBe(401);
});

it('a role that is taken away is so for every session, none of which ends', async () => {
  const person = await somebody('readonly');
  expect(await person.statuses('/v1/users')).toEqual([200, 200, 200]);
  await does(await apiAsAdmin(), 'DELETE', `/v1/users/${person.user.userId}/roles/readonly`);
  expect(await person.statuses('/v1/users')).toEqual([403, 403, 403]);
  expect(await person.statuses()).toEqual([200, 200, 200]);
});

const ends: readonly [string, (person: Person) => Promise<void>, readonly number[]][] = [
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

it.each(ends)('one session is ended by %s, with its next request', async (_, happens, expected) => {
  const person = await somebody('user');
  const cookie = person.browser.cookies();
  await happens(person);
  expect(await person.statuses()).toEqual(expected);
  expect((await apiAs()('GET', '/v1/me', { headers: { cookie } })).status).toBe(expected[0]);
});

it('who was signed out everywhere logs in again, and her new session lives on, refreshed too', async () => {
  const { user, program } = await somebody('user');
  await does(program.api, 'POST', '/v1/auth/logout-all');
  const [browser, next] = [await aBrowserOf(user), await aProgramOf(user)];
  await eventuallyHolds('the old record is marked', async () => {
    const record = await itemIn<SessionItem>('sessions', { sessionId: program.sessionId });
    expect(record?.reason).toBe('logged_out_everywhere');
  });
  expect((await browser.api('GET', '/v1/me')).status).toBe(200);
  expect((await next.api('GET', '/v1/me')).status).toBe(200);
  const refreshed = await apiAs()('POST', '/v1/auth/refresh', { body: { refreshToken: next.refreshToken } });
  expect(refreshed.status).toBe(200);
});

it('a page of another site does nothing with her cookie, and a junk Authorization header does not change that', async () => {
  const { browser, statuses } = await somebody('user');
  const elsewhere = { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' };
  for (const path of ['/v1/auth/logout', '/v1/auth/logout-all', '/v1/me/password']) {
    const body = path.endsWith('password') ? { currentPassword: 'a', newPassword: ANOTHER } : {};
    const refused = await browser.api('POST', path, { headers: elsewhere, body });
    expect([refused.status, problemOf(refused)]).toEqual([403, 'cross_site_request']);
    const junk = await browser.api('POST', path, { headers: { ...elsewhere, authorization: 'Bearer junk' }, body });
    expect([401, 403]).toContain(junk.status);
  }
  const login = await browser.api('POST', '/v1/auth/login', {
    headers: { ...elsewhere, authorization: 'Bearer junk' },
    body: { email: 'ann@example.com', password: ANOTHER },
  });
  expect([login.status, problemOf(login)]).toEqual([403, 'cross_site_request']);
  expect(await statuses()).toEqual([200, 200, 200]);
});
