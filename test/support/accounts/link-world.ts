import type { KMSClient } from '@aws-sdk/client-kms';
import { authorizationKey, readAuthorization } from '../../../lambdas/domain/authorization/authorization.ts';
import {
  issueToken,
  type MailLinkDependencies,
  mailLink,
  makeToken,
} from '../../../lambdas/domain/mailed-tokens/issue.ts';
import {
  findToken,
  type MailedToken,
  type MailedTokenPurpose,
  mailedTokenName,
} from '../../../lambdas/domain/mailed-tokens/token.ts';
import { findProfile } from '../../../lambdas/domain/profiles.ts';
import { admissions } from '../../../lambdas/domain/registration/workflow.ts';
import { listActiveSessions, sessionStore } from '../../../lambdas/domain/sessions/store.ts';
import { tokens } from '../../../lambdas/platform/aws/mac-tokens.ts';
import type { JournalRow } from '../../../lambdas/platform/events/journal.ts';
import { aRequest } from '../api/requests.ts';
import { awsError } from '../simulation/aws-error.ts';
import { clientOf } from '../simulation/dynamo/client.ts';
import { Database } from '../simulation/dynamo/database.ts';
import { generateMac } from '../simulation/services/mac.ts';

export const ANN = '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b';
export const EMAIL = 'ann@example.com';
export const START = new Date('2026-11-22T10:00:00.000Z');

/** Ann, a user who signed up, and the links that are mailed to Ann, in memory. */
export class LinkWorld {
  readonly database = new Database();
  now = START;
  /** The pool's state, and its calls in their order. */
  readonly pool = { password: undefined as string | undefined, verified: false, calls: [] as string[] };
  /** The name of the error that the pool's calls throw. */
  poolError: string | undefined;
  /** Runs ahead of each call of the database. */
  before: (operation: string) => unknown = () => {};
  #ids = 0;

  readonly client = clientOf(this.database, (operation) => this.before(operation));
  readonly clock = () => this.now;
  readonly newId = () => {
    this.#ids += 1;
    return `id-${this.#ids}`;
  };
  readonly tables = {
    tokens: 'tokens',
    users: 'users',
    throttles: 'throttles',
    journal: 'journal',
    sessions: 'sessions',
  };
  readonly tokens = tokens(
    { send: async ({ input }: { input: never }) => generateMac(input) } as unknown as KMSClient,
    'k',
  );
  readonly profileOf = findProfile(this.client, 'users');
  readonly find = findToken(this.client, 'tokens', this.tokens);
  readonly makeToken = makeToken(this.tokens, 'tokens');
  readonly issue = issueToken({ client: this.client, tables: this.tables, tokens: this.tokens });
  readonly authorizationOf = readAuthorization(this.client, 'access');
  readonly list = listActiveSessions(sessionStore(this.client, 'sessions'), this.authorizationOf);

  constructor() {
    this.database.table('registrations').put({ pk: `EMAIL#${EMAIL}`, userId: ANN, registrationId: 'reg-1' });
    this.database.table('access').put({ ...authorizationKey(ANN), roles: new Set(['user']), version: 1 });
    this.profile({});
  }

  readonly #answer = (call: string) => {
    this.pool.calls.push(call);
    if (this.poolError) throw awsError(this.poolError);
  };

  readonly setPassword = async (_: string, password: string) => {
    this.#answer('setPassword');
    if (password.includes('refused by the pool')) return 'refused' as const;
    this.pool.password = password;
    return 'set' as const;
  };

  readonly confirmEmail = async () => {
    this.#answer('confirmEmail');
    this.pool.verified = true;
    return 'confirmed' as const;
  };

  mailLink(changes: Partial<MailLinkDependencies> = {}) {
    const { holderOf } = admissions(this.client, 'registrations');
    const { profileOf, issue, clock, newId } = this;
    return mailLink({ holderOf, profileOf, issue, clock, newId, ...changes });
  }

  profile(more: Record<string, unknown>): void {
    this.database.table('users').put({ userId: ANN, email: EMAIL, name: 'Ann', method: 'email', ...more });
  }

  get user(): Record<string, unknown> | undefined {
    return this.database.table('users').get({ userId: ANN }) as Record<string, unknown> | undefined;
  }

  get authorization(): Record<string, unknown> | undefined {
    return this.database.table('access').get(authorizationKey(ANN)) as Record<string, unknown> | undefined;
  }

  after(ms: number): void {
    this.now = new Date(this.now.getTime() + ms);
  }

  /** Issues a link; returns its token's text, as in the mail. */
  async link(purpose: MailedTokenPurpose): Promise<string> {
    const tokenId = this.newId();
    const operation = {
      id: this.newId(),
      correlationId: 'c',
      causationId: 'c',
      actor: { type: 'system', id: ANN },
      at: this.now,
    } as const;
    await this.issue({ purpose, tokenId, userId: ANN, email: EMAIL }, operation);
    return this.textOf(purpose, tokenId);
  }

  textOf = (purpose: MailedTokenPurpose, tokenId: string) => this.tokens.derive(mailedTokenName(purpose, tokenId));

  request = (body: unknown) => aRequest({ body });

  get links(): readonly MailedToken[] {
    return this.database.table('tokens').items as readonly unknown[] as readonly MailedToken[];
  }

  get rows(): readonly JournalRow[] {
    return this.database.table('journal').items as readonly unknown[] as readonly JournalRow[];
  }

  /** How often an event was published. */
  published = (type: string): number => this.rows.filter((row) => row.type === type).length;

  /** Everything that is stored, as one text. */
  get everything(): string {
    const names = ['tokens', 'users', 'access', 'journal', 'registrations', 'throttles', 'sessions'] as const;
    return JSON.stringify(names.map((name) => this.database.table(name).items));
  }
}

/** A problem's type, or the answer's status. */
export const outcomeOf = (answer: Promise<{ readonly status: number }>): Promise<unknown> =>
  answer.then(
    ({ status }) => status,
    (error: { readonly type?: string; readonly name: string }) => error.type ?? error.name,
  );
