import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TokenAnswer } from '../../contracts/api/sessions.ts';
import { type Answer, apiAs, apiAsAdmin, problemOf } from '../support/deployed/api.ts';
import { entriesAbout } from '../support/deployed/audit-trail.ts';
import { openBrowser, visibleOutcome } from '../support/deployed/browser.ts';
import { newUser, type SignedIn } from '../support/deployed/sign-in.ts';
import { forgive } from '../support/deployed/throttles.ts';
import { eventually, eventuallyHolds } from '../support/eventually.ts';

const anybody = apiAs();

const logIn = (body: object): Promise<Answer<TokenAnswer>> => anybody('POST', '/v1/auth/login', { body });
const refresh = (refreshToken: string): Promise<Answer<TokenAnswer>> =>
  anybody('POST', '/v1/auth/refresh', { body: { refreshToken } });
const statusAndProblem = ({ status, ...answer }: Answer<TokenAnswer>) => [
  status,
  problemOf({ status, ...answer } as never),
];

const rightOf = ({ account, password }: SignedIn) => ({ email: account.email, password });
const wrongOf = ({ account }: SignedIn) => ({ email: account.email, password: 'a wrong password' });

/** The sign-in actions that the audit trail records for the user, once there are so many. */
const storyOf = ({ userId }: SignedIn, count: number) =>
  eventually(`${count} entries of signing in`, async () => {
    const entries = (await entriesAbout(userId)).filter(({ action }) => action.startsWith('AUTHENTICAT'));
    return entries.length < count ? undefined : entries.map(({ action, details }) => [action, details.reason]);
  });

beforeAll(forgive);
afterAll(forgive);

it('a program logs in with an address or a userId, and the API accepts its token', async () => {
  const ann = await newUser('user');

  const byAddress = await logIn(rightOf(ann));
  const byUserId = await logIn({ username: ann.userId, password: ann.password, mode: 'token' });

  expect(byAddress.status).toBe(200);
  expect(byUserId.status).toBe(200);
  expect(byAddress.headers.getSetCookie()).toEqual([]);
  const mine = await apiAs(byAddress.body.accessToken)('GET', '/v1/me/permissions');
  expect(mine.body).toMatchObject({ userId: ann.userId, roles: ['user'] });
  expect(await storyOf(ann, 4)).toEqual([
    ['AUTHENTICATION_STARTED', undefined],
    ['AUTHENTICATED', undefined],
    ['AUTHENTICATION_STARTED', undefined],
    ['AUTHENTICATED', undefined],
  ]);
});

it('a browser gets an HttpOnly cookie and no token', async () => {
  const ann = await newUser('user');
  const browser = openBrowser();

  const { status, body } = await browser.api('POST', '/v1/auth/login', { body: rightOf(ann) });

  expect(status).toBe(200);
  expect(Object.keys(body).sort()).toEqual(['expiresAt', 'sessionId']);
  // Over TLS it is called __Host-rollcall and is Secure.
  expect(browser.lastSet()).toMatch(/^rollcall=[\w-]{43}; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/);
});

it('login refuses with one answer for every reason, which only the audit trail records', async () => {
  const [ann, disabled] = [await newUser('user'), await newUser('user')];
  await (await apiAsAdmin())('POST', `/v1/users/${disabled.userId}/disable`);

  const refused = await Promise.all([
    logIn(wrongOf(ann)),
    logIn({ email: `unknown.${randomUUID()}@example.com`, password: ann.password }),
    logIn({ username: randomUUID(), password: ann.password }),
    logIn(rightOf(disabled)),
  ]);

  const [first, ...others] = refused.map((answer) => visibleOutcome(answer as never));
  expect(first).toMatchObject({ status: 401, problem: { type: 'urn:rollcall:problem:login_refused' } });
  for (const other of others) expect(other).toEqual(first);
  expect((await storyOf(ann, 2))[1]).toEqual(['AUTHENTICATION_FAILED', 'incorrect_password']);
  expect((await storyOf(disabled, 2))[1]).toEqual(['AUTHENTICATION_FAILED', 'locked']);
});

it('login blocks an account after five wrong passwords for the published time', async () => {
  const ann = await newUser('user');
  for (let failure = 1; failure <= 5; failure += 1)
    expect(statusAndProblem(await logIn(wrongOf(ann)))).toEqual([401, 'login_refused']);

  const blocked = await logIn(rightOf(ann));

  expect(statusAndProblem(blocked)).toEqual([429, 'too_many_attempts']);
  expect(blocked.headers.get('retry-after')).toBe('1');
  await pause(1_100);
  expect((await logIn(rightOf(ann))).status).toBe(200);
});

it('login refuses requests of another site and form posts', async () => {
  const ann = await newUser('user');
  const body = rightOf(ann);
  const from = (headers: Readonly<Record<string, string>>) => anybody('POST', '/v1/auth/login', { body, headers });

  const forged: readonly Readonly<Record<string, string>>[] = [
    { origin: 'https://evil.example' },
    { 'sec-fetch-site': 'cross-site' },
    { origin: 'https://evil.example', authorization: 'Bearer junk' },
  ];
  for (const headers of forged) {
    const refused = await from(headers);
    expect(refused.status).toBe(403);
    expect(problemOf(refused)).toBe('cross_site_request');
  }
  const form = await from({ 'content-type': 'text/plain' });
  expect(form.status).toBe(415);
  expect(problemOf(form)).toBe('unsupported_media_type');
});

it('a refresh token works once; used again, it ends the session', async () => {
  const ann = await newUser('user');
  const { body: first } = await logIn(rightOf(ann));

  const { status, body: second } = await refresh(first.refreshToken);

  expect(status).toBe(200);
  expect(second.sessionId).toBe(first.sessionId);
  expect((await apiAs(second.accessToken)('GET', '/v1/me/permissions')).status).toBe(200);
  expect(statusAndProblem(await refresh(first.refreshToken))).toEqual([401, 'login_refused']);
  expect(statusAndProblem(await refresh(second.refreshToken))).toEqual([401, 'login_refused']);
  await eventuallyHolds('the end of the session is recorded', async () => {
    const actions = (await entriesAbout(first.sessionId, ann.userId)).map(({ action }) => action);
    expect(actions).toContain('SESSION_REVOKED');
  });
});

// Fifty of them, a hundred times: test/unit/authentication/refresh-session.test.ts. Each here is a process on this machine.
it('eight concurrent refreshes succeed once', async () => {
  const { body } = await logIn(rightOf(await newUser('user')));
  const answers = await Promise.all(Array.from({ length: 8 }, () => refresh(body.refreshToken)));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200)).toHaveLength(1);
  expect(new Set(statuses)).toEqual(new Set([200, 401]));
});

it('a refresh of a cookie session extends the same cookie', async () => {
  const ann = await newUser('user');
  const browser = openBrowser();
  await browser.api('POST', '/v1/auth/login', { body: rightOf(ann) });
  const before = browser.cookies();

  const { status } = await browser.api('POST', '/v1/auth/refresh', { body: {} });

  expect(status).toBe(200);
  expect(browser.cookies()).toBe(before);
  expect(browser.lastSet()).toContain('Max-Age=2591');
});
