import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { TokenAnswer } from '../../../contracts/api/sessions.ts';
import { type Login, logIn } from '../../../lambdas/authentication/login/log-in.ts';
import { refreshSession } from '../../../lambdas/authentication/login/refresh-session.ts';
import { countFailedLogin, loginStore } from '../../../lambdas/authentication/login/store.ts';
import { authorizationKey, readAuthorization } from '../../../lambdas/domain/authorization/authorization.ts';
import { createSession, type SessionCredentials } from '../../../lambdas/domain/sessions/create-session.ts';
import { endAllSessions, endSession } from '../../../lambdas/domain/sessions/end-sessions.ts';
import { dataKeys, envelopeEncryption } from '../../../lambdas/domain/sessions/envelope-encryption.ts';
import type { SessionItem } from '../../../lambdas/domain/sessions/session.ts';
import { sessionAnswer } from '../../../lambdas/domain/sessions/session-answer.ts';
import { sessionStore } from '../../../lambdas/domain/sessions/store.ts';
import type { Failures } from '../../../lambdas/domain/throttles/rules.ts';
import { countFailure } from '../../../lambdas/domain/throttles/store.ts';
import { poolAuthentication } from '../../../lambdas/domain/user-pool/sign-in.ts';
import type { JournalRow } from '../../../lambdas/platform/events/journal.ts';
import { consumerJournal, writeWithEvents } from '../../../lambdas/platform/events/journal.ts';
import { Database } from '../simulation/dynamo/database.ts';
import { FakeKms } from './fake-kms.ts';
import { FakePool } from './fake-pool.ts';

export const ANN = '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b';
export const EMAIL = 'ann@example.com';
export const PASSWORD = 'the right password of Ann';
export const IP = '192.0.2.7';
export const START = new Date('2026-11-22T10:00:00.000Z');

const tables = {
  sessions: 'sessions',
  registrations: 'registrations',
  users: 'users',
  access: 'access',
  journal: 'journal',
  throttles: 'throttles',
};
const cookieName = '__Host-rollcall';

const wireNames: Readonly<Record<string, string>> = {
  GetCommand: 'GetItem',
  BatchGetCommand: 'BatchGetItem',
  PutCommand: 'PutItem',
  UpdateCommand: 'UpdateItem',
  QueryCommand: 'Query',
  TransactWriteCommand: 'TransactWriteItems',
};

interface Command {
  readonly input: object;
}

/** Ann, a registered and verified user, and the services that authenticate users, in memory. */
export class SessionWorld {
  readonly database = new Database();
  readonly pool = new FakePool(ANN, PASSWORD);
  readonly kms = new FakeKms();
  now = START;
  /** The names of the database's calls on the wire. */
  readonly calls: string[] = [];
  #ids = 0;

  readonly client = {
    send: async (command: Command) => {
      const operation = wireNames[command.constructor.name] ?? command.constructor.name;
      this.calls.push(operation);
      return this.database.operations[operation]?.(command.input as never);
    },
  } as unknown as DynamoDBDocumentClient;

  readonly clock = () => this.now;
  readonly newId = () => {
    this.#ids += 1;
    return `operation-${this.#ids}`;
  };
  readonly encryption = envelopeEncryption(dataKeys(this.kms.client, 'key', this.clock));
  readonly sessions = sessionStore(this.client, tables.sessions);
  readonly authorizationOf = readAuthorization(this.client, tables.access);
  readonly endSession = endSession(this.client, tables);
  readonly endAllSessions = endAllSessions(this.client, tables);
  readonly #poolAuthentication = poolAuthentication(this.pool.client, 'eu-central-1_pool', 'client');

  readonly #logIn = logIn({
    clock: this.clock,
    newId: this.newId,
    pool: this.#poolAuthentication,
    store: loginStore(this.client, tables),
    createSession: createSession({ encryption: this.encryption, sessionsTable: tables.sessions }),
    countFailure: countFailedLogin({
      count: countFailure(this.client, tables.throttles),
      journal: consumerJournal(this.client, tables.journal),
    }),
    write: writeWithEvents(this.client, tables.journal),
    throttlesTable: tables.throttles,
  });

  readonly #refresh = refreshSession({
    clock: this.clock,
    newId: this.newId,
    pool: this.#poolAuthentication,
    encryption: this.encryption,
    sessions: this.sessions,
    authorizationOf: this.authorizationOf,
    endSession: this.endSession,
  });

  constructor() {
    this.database.table('registrations').put({ pk: `EMAIL#${EMAIL}`, userId: ANN, registrationId: 'reg-1' });
    this.profile({ method: 'email', emailVerifiedAt: START.toISOString() });
    this.hold({});
  }

  profile(more: Record<string, unknown>): void {
    this.database.table('users').put({ userId: ANN, email: EMAIL, name: 'Ann', status: 'active', ...more });
  }

  hold(more: Record<string, unknown>): void {
    this.database.table('access').put({ ...authorizationKey(ANN), roles: new Set(['user']), version: 1, ...more });
  }

  after(seconds: number): void {
    this.now = new Date(this.now.getTime() + seconds * 1000);
  }

  readonly request = {
    actor: { type: 'user', id: '00000000-0000-0000-0000-000000000000', ip: IP, userAgent: 'vitest' },
    correlationId: 'cor-1',
    requestId: 'req-1',
  } as const;

  readonly #answer = (credentials: SessionCredentials) => sessionAnswer(cookieName, credentials);

  logIn = (more: Partial<Login> = {}) =>
    this.#logIn({ username: EMAIL, password: PASSWORD, mode: 'token', ...this.request, ...more }).then(this.#answer);

  /** The problem's type, or the status. */
  async outcomeOf(answer: Promise<{ status: number }>): Promise<unknown> {
    return answer.then(
      ({ status }) => status,
      ({ type, retryAfterSeconds }) => (retryAfterSeconds === undefined ? type : [type, retryAfterSeconds]),
    );
  }

  fail = (more: Partial<Login> = {}) => this.outcomeOf(this.logIn({ password: 'a wrong one', ...more }));

  async tokens(): Promise<TokenAnswer> {
    return (await this.logIn()).body as TokenAnswer;
  }

  byToken = (token: string) => this.#refresh.byToken(token, this.request).then(this.#answer);

  byCookie = (value: string) => this.#refresh.byCookie(value).then(this.#answer);

  /** Logs in with a cookie; answers its value. */
  async cookie(): Promise<string> {
    const { cookies = [] } = await this.logIn({ mode: 'cookie' });
    return /=([^;]*)/.exec(cookies[0] ?? '')?.[1] ?? '';
  }

  get items(): readonly SessionItem[] {
    return this.database.table('sessions').items as readonly unknown[] as readonly SessionItem[];
  }

  get rows(): readonly JournalRow[] {
    const rows = this.database.table('journal').items as readonly unknown[] as readonly JournalRow[];
    return [...rows].sort((one, other) => (one.detail.metadata.occurredAt < other.detail.metadata.occurredAt ? -1 : 1));
  }

  /** Type and reason of each event, in their order. */
  get events(): readonly unknown[] {
    return this.rows.map(({ type, detail }) => {
      const { reason } = detail.data as { reason?: string };
      return reason === undefined ? type : `${type} ${reason}`;
    });
  }

  failuresOf(pk: string): Failures | undefined {
    return this.database.table('throttles').get({ pk }) as Failures | undefined;
  }
}
