import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import type * as z from 'zod/mini';
import type { sessionPage } from '../../contracts/api/sessions.ts';
import { type Api, apiAs, apiAsAdmin, problemOf } from '../support/deployed/api.ts';
import { logInBrowser, logInProgram } from '../support/deployed/sessions.ts';
import { newUser } from '../support/deployed/sign-in.ts';

type Page = z.infer<typeof sessionPage>;

const sessionsOf = async (api: Api) => (await api<Page>('GET', '/v1/me/sessions')).body.items;
const statusOf = async (api: Api) => (await api('GET', '/v1/me')).status;

it('a browser and a program are two sessions of one user', async () => {
  const ann = await newUser('user');
  const browser = await logInBrowser(ann);
  const program = await logInProgram(ann);

  const { body } = await browser.api('GET', '/v1/me');

  expect(body).toMatchObject({ userId: ann.userId, email: ann.account.email, roles: ['user'], sessions: 2 });
  expect(await sessionsOf(browser.api)).toMatchObject([
    { sessionId: program.sessionId, mode: 'token', current: false },
    { sessionId: browser.sessionId, mode: 'cookie', current: true, ip: '127.0.0.1' },
  ]);
});

it('logout ends the session with the next request, and the other sessions stay', async () => {
  const ann = await newUser('user');
  const [browser, program] = [await logInBrowser(ann), await logInProgram(ann)];
  const cookie = browser.cookies();

  expect((await browser.api('POST', '/v1/auth/logout')).status).toBe(204);

  expect(browser.cookies()).toBe('');
  // Also with a copy of the cookie.
  expect((await apiAs()('GET', '/v1/me', { headers: { cookie } })).status).toBe(401);
  expect(await statusOf(program.api)).toBe(200);
  expect((await program.api('POST', '/v1/auth/logout')).status).toBe(204);
  expect(await statusOf(program.api)).toBe(401);
});

it('logout everywhere ends every session, and the user can log in again at once', async () => {
  const ann = await newUser('user');
  const [browser, program] = [await logInBrowser(ann), await logInProgram(ann)];

  expect((await program.api('POST', '/v1/auth/logout-all')).status).toBe(204);

  expect(await statusOf(browser.api)).toBe(401);
  expect(await statusOf(program.api)).toBe(401);
  expect(await statusOf((await logInBrowser(ann)).api)).toBe(200);
});

it('a user ends another session of their own, and only an admin ends those of other users', async () => {
  const [ann, ben] = [await newUser('user'), await newUser('user')];
  const [browser, program] = [await logInBrowser(ann), await logInProgram(ann)];
  const stranger = await logInProgram(ben);
  const end = (api: Api, sessionId: string) => api('DELETE', `/v1/me/sessions/${sessionId}`);

  const foreign = await end(stranger.api, program.sessionId);
  const unknown = await end(browser.api, randomUUID());
  const first = await end(browser.api, program.sessionId);
  const second = await end(browser.api, program.sessionId);

  expect(foreign.status).toBe(403);
  expect(problemOf(foreign)).toBe('not_session_owner');
  expect(unknown.status).toBe(404);
  expect(problemOf(unknown)).toBe('session_not_found');
  expect(first.status).toBe(204);
  expect(second.status).toBe(409);
  expect(problemOf(second)).toBe('session_already_revoked');
  expect(await statusOf(program.api)).toBe(401);
  expect(await statusOf(browser.api)).toBe(200);

  const admin = await apiAsAdmin();
  const listed = await admin<Page>('GET', '/v1/admin/sessions', { query: { userId: ann.userId } });
  expect(listed.body.items).toMatchObject([{ sessionId: browser.sessionId, userId: ann.userId, current: false }]);
  expect((await admin('DELETE', `/v1/admin/sessions/${browser.sessionId}`)).status).toBe(204);
  expect(await statusOf(browser.api)).toBe(401);
  expect((await stranger.api('GET', '/v1/admin/sessions', { query: { userId: ann.userId } })).status).toBe(403);
});

it('a page of another site ends no session with the cookie', async () => {
  const browser = await logInBrowser(await newUser('user'));
  const { api } = browser;

  for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { 'sec-fetch-site': 'same-site' }]) {
    const refused = await api('POST', '/v1/auth/logout', { headers });
    expect(refused.status).toBe(403);
    expect(problemOf(refused)).toBe('cross_site_request');
  }
  const form = await api('POST', '/v1/auth/logout', { headers: { 'content-type': 'text/plain' } });
  expect(form.status).toBe(415);
  expect(problemOf(form)).toBe('unsupported_media_type');
  expect(await statusOf(api)).toBe(200);
});

it('a junk Authorization header is refused, even beside a valid cookie', async () => {
  const { api } = await logInBrowser(await newUser('user'));
  expect((await api('GET', '/v1/me', { headers: { authorization: 'Bearer junk' } })).status).toBe(401);
});

it('a token without a session cannot log out', async () => {
  const { api } = await newUser('user');
  const refused = await api('POST', '/v1/auth/logout');
  expect(refused.status).toBe(404);
  expect(problemOf(refused)).toBe('session_not_found');
});
