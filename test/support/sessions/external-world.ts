import type { KMSClient } from '@aws-sdk/client-kms';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createLocalJWKSet, type JWTVerifyGetKey } from 'jose';
import { accountOf, registerExternally } from '../../../lambdas/authentication/external/account.ts';
import { customChallenge } from '../../../lambdas/authentication/external/custom-challenge.ts';
import { externalLinks, verifyIdToken } from '../../../lambdas/authentication/external/identity.ts';
import { type ExternalLogin, logInExternally } from '../../../lambdas/authentication/external/log-in.ts';
import { countFailedLogin, loginStore } from '../../../lambdas/authentication/login/store.ts';
import { authorizationKey } from '../../../lambdas/domain/authorization/authorization.ts';
import { externalLinkKey } from '../../../lambdas/domain/external-links.ts';
import { emailLockKey, recordKey } from '../../../lambdas/domain/registration/record.ts';
import { admissions, awaitEnd } from '../../../lambdas/domain/registration/workflow.ts';
import { createSession } from '../../../lambdas/domain/sessions/create-session.ts';
import { envelopeEncryption } from '../../../lambdas/domain/sessions/envelope-encryption.ts';
import { countFailure } from '../../../lambdas/domain/throttles/store.ts';
import { signInExternally } from '../../../lambdas/domain/user-pool/sign-in.ts';
import { tokens } from '../../../lambdas/platform/aws/mac-tokens.ts';
import type { JournalRow } from '../../../lambdas/platform/events/journal.ts';
import { consumerJournal, writeWithEvents } from '../../../lambdas/platform/events/journal.ts';
import { Database } from '../simulation/dynamo/database.ts';
import { generateMac } from '../simulation/services/mac.ts';
import { aProvider, type Claims } from './external-issuer.ts';
import { FakeChallengePool } from './fake-challenge-pool.ts';
import { FakeRegistrations } from './fake-registrations.ts';

export const IP = '192.0.2.7';
export const EMAIL = 'ann@example.com';
export const ANN = '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b';

const names = ['registrations', 'users', 'access', 'journal', 'throttles'] as const;
const tables = Object.fromEntries(names.map((name) => [name, name])) as Record<(typeof names)[number], string>;
const zeros = { encrypted: 'key', cipher: new Uint8Array(32), mac: new Uint8Array(32) };
const actor = { type: 'user', id: '00000000-0000-0000-0000-000000000000', ip: IP, userAgent: 'vitest' } as const;

/** External login over tables in memory, with a provider whose keys are real. */
export async function externalWorld() {
  const provider = await aProvider('https://id.acme.example');
  const database = new Database();
  const client = {
    send: async ({ constructor: { name }, input }: { input: object }) => {
      const short = name.replace(/Command$/, '');
      const operation = { Get: 'GetItem', Put: 'PutItem', Update: 'UpdateItem', BatchGet: 'BatchGetItem' }[short];
      return database.operations[operation ?? 'TransactWriteItems']?.(input as never);
    },
  } as unknown as DynamoDBDocumentClient;

  const clock = () => new Date();
  let elapsed = 0;
  let ids = 0;
  const registrations = new FakeRegistrations(database);
  const kms = { send: async ({ input }: { input: never }) => generateMac(input) } as unknown as KMSClient;
  const macs = tokens(kms, 'key');
  const pool = new FakeChallengePool(customChallenge(macs, clock), (userId) => profile(userId) !== undefined);
  const store = loginStore(client, tables);
  const admitted = admissions(client, 'registrations');
  const keys = { current: createLocalJWKSet({ keys: [...provider.publicKeys.keys] }) as JWTVerifyGetKey };
  const profile = (userId: string) => database.table('users').get({ userId });

  const links = externalLinks(client, tables);

  const logIn = logInExternally({
    verify: verifyIdToken([{ ...provider.issuer, keys: (header, token) => keys.current(header, token) }], clock),
    accountOf: accountOf({
      links,
      store,
      admissions: admitted,
      register: registerExternally({ admissions: admitted, start: registrations.start, clock }),
      awaitEnd: awaitEnd({
        store: admitted,
        now: () => elapsed,
        sleep: async (ms) => {
          elapsed += ms;
        },
      }),
    }),
    store,
    signIn: signInExternally({
      client: pool.client,
      poolId: 'eu-west-1_pool',
      clientId: 'client',
      tokens: macs,
      clock,
    }),
    createSession: createSession({
      encryption: envelopeEncryption({ current: async () => zeros, decrypt: async () => zeros }),
      sessionsTable: 'sessions',
    }),
    cookieName: '__Host-rollcall',
    countFailure: countFailedLogin({
      count: countFailure(client, 'throttles'),
      journal: consumerJournal(client, 'journal'),
    }),
    write: writeWithEvents(client, 'journal'),
    clock,
    newId: () => {
      ids += 1;
      return `operation-${ids}`;
    },
  });

  const asked = { authType: 'acme', mode: 'token', actor, correlationId: 'cor-1', requestId: 'req-1' } as const;
  const enter = async (claims: Claims = {}, more: Partial<ExternalLogin> = {}) =>
    logIn({ ...asked, idToken: await provider.idToken(claims), ...more });
  const rows = () => database.table('journal').items as readonly unknown[] as readonly JournalRow[];

  return {
    provider,
    database,
    registrations,
    pool,
    links,
    keys,
    profile,
    enter,
    /** The problem's type, or the status. */
    outcome: (claims?: Claims, more?: Partial<ExternalLogin>): Promise<unknown> =>
      enter(claims, more).then(
        ({ status }) => status,
        ({ type }) => type,
      ),
    disable: (userId: string) => {
      database.table('access').put({ ...authorizationKey(userId), version: 2, disabled: true });
      pool.disabled.add(userId);
    },
    /** As a deletion leaves the tables. */
    forget: (userId: string, registrationId: string) => {
      const record = { ...recordKey(registrationId), registrationId, userId, email: EMAIL, state: 'registered' };
      database.table('registrations').put({ ...record, userDeletedAt: 'now' });
      const deleted = { registrations: [emailLockKey(EMAIL), externalLinkKey('acme#sub-1')], users: [{ userId }] };
      for (const [TableName, keys] of Object.entries(deleted))
        for (const Key of keys) database.operations.DeleteItem?.({ TableName, Key } as never);
    },
    link: (externalId = 'sub-1') => database.table('registrations').get({ pk: `EXTERNAL#acme#${externalId}` }),
    sessions: () => database.table('sessions').items,
    rows,
    /** Type and reason of each event. */
    events: () =>
      rows().map(({ type, detail }) => [type, (detail.data as { reason?: string }).reason].filter(Boolean).join(' ')),
  };
}
