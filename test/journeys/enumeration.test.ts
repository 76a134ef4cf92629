import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emailLockKey } from '../../lambdas/domain/registration/record.ts';
import { accountKey, WINDOW_MS } from '../../lambdas/domain/throttles/rules.ts';
import { newAccount } from '../support/deployed/accounts.ts';
import { type Answer, apiAs } from '../support/deployed/api.ts';
import { itemIn } from '../support/deployed/items.ts';
import { newUser } from '../support/deployed/sign-in.ts';
import { clients, outputs } from '../support/deployed/system.ts';
import { forgive } from '../support/deployed/throttles.ts';
import { eventually } from '../support/eventually.ts';

const anybody = apiAs();
const password = 'seven quiet lanterns above the harbour';
const stranger = () => newAccount().email;

/** An account that signed up and has not verified its address. */
async function unverified(): Promise<string> {
  const { email, name } = newAccount();
  await anybody('POST', '/v1/auth/sign-up', { body: { email, name, password } });
  await eventually('the address is locked', () => itemIn('registrations', emailLockKey(email)));
  return email;
}

const passing = ['date', 'x-correlation-id', 'apigw-requestid'];

/** All that an answer says; ids and times say nothing. */
const saidBy = ({ status, headers, body }: Answer) => ({
  status,
  headers: Object.fromEntries([...headers].filter(([name]) => !passing.includes(name))),
  body: { ...body, requestId: undefined },
});

// A known account takes the whole path in each of them: it gets a mail.
const requests: readonly [string, string, number, () => Promise<string>, (email: string) => object][] = [
  [
    'sign-up',
    '/v1/auth/sign-up',
    202,
    async () => (await newUser('user')).account.email,
    (email) => ({ email, password, name: 'Ann Example' }),
  ],
  ['login', '/v1/auth/login', 401, async () => (await newUser('user')).account.email, (email) => ({ email, password })],
  [
    'password reset',
    '/v1/auth/password/forgot',
    202,
    async () => (await newUser('user')).account.email,
    (email) => ({ email }),
  ],
  ['asking for another link', '/v1/auth/verify/resend', 202, unverified, (email) => ({ email })],
];

beforeAll(forgive);
afterAll(forgive);

it.each(requests)('%s does not reveal whether an address is known', async (_what, path, status, someone, bodyOf) => {
  const known = await someone();
  // The same id for all: it comes back as it was sent.
  const headers = { 'x-correlation-id': randomUUID() };
  const said = async (email: string) => saidBy(await anybody('POST', path, { body: bodyOf(email), headers }));

  const answers = [await said(stranger()), await said(known), await said(stranger()), await said(known)];

  const [first, ...others] = answers;
  expect(first?.status).toBe(status);
  for (const other of others) expect(other).toEqual(first);
});

/** As twelve failures leave it: two minutes are to be waited. */
async function failedOften(username: string): Promise<void> {
  const now = Date.now();
  const Item = {
    pk: accountKey(username),
    failures: 12,
    lastFailedAt: new Date(now).toISOString(),
    windowEndsAt: new Date(now + WINDOW_MS).toISOString(),
  };
  await clients.tables.send(new PutCommand({ TableName: outputs.tables.throttles, Item }));
}

it('rate limiting of logins does not reveal whether an account exists', async () => {
  const emails = [stranger(), (await newUser('user')).account.email];
  await Promise.all(emails.map(failedOften));
  const headers = { 'x-correlation-id': randomUUID() };

  const [ofStranger, ofKnown] = await Promise.all(
    emails.map((email) => anybody('POST', '/v1/auth/login', { body: { email, password }, headers })),
  );

  // A second may pass between the two.
  const said = (answer: Answer | undefined) => JSON.stringify(answer && saidBy(answer)).replace(/\b12\d\b/g, '');
  expect(ofKnown?.status).toBe(429);
  expect(said(ofKnown)).toBe(said(ofStranger));
});
