import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TokenAnswer } from '../../contracts/api/sessions.ts';
import { apiAs, apiAsAdmin, problemOf } from '../support/deployed/api.ts';
import { entriesAbout } from '../support/deployed/audit-trail.ts';
import { openBrowser } from '../support/deployed/browser.ts';
import { tokenMailed } from '../support/deployed/links.ts';
import { mailsTo } from '../support/deployed/mailbox.ts';
import { newUser, type SignedIn, signIn } from '../support/deployed/sign-in.ts';
import { anonymous, forgot, newSignUpRequest, newVerifiedUser, reset } from '../support/deployed/sign-up.ts';
import { forgive } from '../support/deployed/throttles.ts';
import { eventually, eventuallyHolds } from '../support/eventually.ts';

const accepted = { status: 202, body: { status: 'accepted' } };
const ANOTHER = 'quite another set of words';

const logIn = async (email: string, password: string) =>
  anonymous<TokenAnswer>('POST', '/v1/auth/login', { body: { email, password, mode: 'token' } });

const change = (token: string, currentPassword: string, newPassword: string) =>
  apiAs(token)('POST', '/v1/me/password', { body: { currentPassword, newPassword } });

const changeNotices = (email: string) =>
  eventually('the user gets a notice', async () =>
    (await mailsTo(email)).find(({ subject }) => subject === 'Your Rollcall password was changed'),
  );

const tokenOf = async ({ account, password }: SignedIn) => (await logIn(account.email, password)).body.accessToken;

beforeAll(forgive);
afterAll(forgive);

it('a password reset by the mailed link ends every session and notifies the user', async () => {
  const ann = await newUser('user');
  const { email } = ann.account;
  const before = await tokenOf(ann);
  expect((await apiAs(before)('GET', '/v1/me')).status).toBe(200);

  expect(await forgot(email.toUpperCase())).toMatchObject(accepted);
  const token = await tokenMailed(email, 'reset-password');
  expect((await reset(token, ANOTHER)).status).toBe(204);

  expect((await apiAs(before)('GET', '/v1/me')).status).toBe(401);
  expect((await logIn(email, ann.password)).status).toBe(401);
  expect((await logIn(email, ANOTHER)).status).toBe(200);
  expect(problemOf(await reset(token, ANOTHER))).toBe('token_not_valid');
  const mail = await changeNotices(email);
  expect(JSON.stringify(mail)).not.toContain(ANOTHER);
  await eventuallyHolds('the audit trail records it', async () => {
    const entries = await entriesAbout(ann.userId);
    const actions = entries.map(({ action }) => action);
    expect(actions).toEqual(expect.arrayContaining(['PASSWORD_RESET_REQUESTED', 'PASSWORD_RESET_COMPLETED']));
    expect(JSON.stringify(entries)).not.toContain(token);
    expect(JSON.stringify(entries)).not.toContain(ANOTHER);
  });
});

it('a password reset does not reveal whether an address has an account', async () => {
  expect(await forgot(newSignUpRequest().email)).toMatchObject(accepted);
});

it('a reset link works once for ten concurrent requests', async () => {
  const ann = await newUser('user');
  await forgot(ann.account.email);
  const token = await tokenMailed(ann.account.email, 'reset-password');

  const answers = await Promise.all(Array.from({ length: 10 }, (_, n) => reset(token, `${ANOTHER} ${n}`)));

  expect(answers.map(({ status }) => status).toSorted()).toEqual([204, ...Array(9).fill(400)]);
  const winner = answers.findIndex(({ status }) => status === 204);
  await signIn({ username: ann.userId, password: `${ANOTHER} ${winner}` });
});

it('a reset refuses a weak password, and the link stays valid', async () => {
  const ann = await newUser('user');
  await forgot(ann.account.email);
  const token = await tokenMailed(ann.account.email, 'reset-password');

  expect(await reset(token, 'Password1!')).toMatchObject({ status: 422, body: { errors: [{ field: 'password' }] } });
  expect((await reset(token, ANOTHER)).status).toBe(204);
});

it('a reset does not enable a disabled user', async () => {
  const ann = await newUser('user');
  await (await apiAsAdmin())('POST', `/v1/users/${ann.userId}/disable`);
  await forgot(ann.account.email);

  expect((await reset(await tokenMailed(ann.account.email, 'reset-password'), ANOTHER)).status).toBe(204);

  expect((await logIn(ann.account.email, ANOTHER)).status).toBe(401);
});

it('a password change ends every session but the new one', async () => {
  const bob = await newVerifiedUser();
  const first = (await logIn(bob.email, bob.password)).body;
  const other = (await logIn(bob.email, bob.password)).body;

  const answer = await change(first.accessToken, bob.password, ANOTHER);

  expect(answer.status).toBe(200);
  const { accessToken } = answer.body as unknown as TokenAnswer;
  expect((await apiAs(accessToken)('GET', '/v1/me')).status).toBe(200);
  for (const token of [first.accessToken, other.accessToken])
    expect((await apiAs(token)('GET', '/v1/me')).status).toBe(401);
  expect((await logIn(bob.email, ANOTHER)).status).toBe(200);
  await changeNotices(bob.email);
});

it('a password change in a browser keeps a cookie session', async () => {
  const ann = await newUser('user');
  const browser = openBrowser();
  await browser.api('POST', '/v1/auth/login', { body: { email: ann.account.email, password: ann.password } });
  const body = { currentPassword: ann.password, newPassword: ANOTHER };

  expect((await browser.api('POST', '/v1/me/password', { body })).status).toBe(200);

  expect((await browser.api('GET', '/v1/me')).status).toBe(200);
});

it.each([
  ['a wrong current password', 'a wrong password', ANOTHER, [403, 'incorrect_password']],
  ['an easily guessed new one', '', 'password123', [422, 'validation_error']],
])('a password change with %s is refused', async (_, current, next, refusal) => {
  const ann = await newUser('user');
  const answer = await change(await tokenOf(ann), current || ann.password, next);
  expect([answer.status, problemOf(answer)]).toEqual(refusal);
  await signIn({ username: ann.userId, password: ann.password });
});

it('a password change limits wrong current passwords as login does', async () => {
  const ann = await newUser('user');
  const token = await tokenOf(ann);
  const outcomes: number[] = [];
  for (let guess = 0; guess < 7; guess += 1) outcomes.push((await change(token, `guess ${guess}`, ANOTHER)).status);
  expect(outcomes.slice(0, 5)).toEqual([403, 403, 403, 403, 403]);
  expect(outcomes).toContain(429);
});
