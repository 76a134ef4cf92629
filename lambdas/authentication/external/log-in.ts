import type { AuthenticationRefusal } from '../../../contracts/authentication.ts';
import { authenticatedV1 } from '../../../contracts/events/authenticated.v1.ts';
import { authenticationFailedV1 } from '../../../contracts/events/authentication-failed.v1.ts';
import { authenticationStartedV1 } from '../../../contracts/events/authentication-started.v1.ts';
import type { Actor } from '../../../contracts/events/define-event.ts';
import { SYSTEM_ACTOR_ID } from '../../../contracts/fields.ts';
import type { SessionMode } from '../../../contracts/sessions.ts';
import { externalName } from '../../domain/external-links.ts';
import type { NewSession, OpenedSession, PoolTokens } from '../../domain/sessions/open-session.ts';
import { ipLimit, secondsBlocked, tooManyAttempts } from '../../domain/throttles/rules.ts';
import type { SignInExternally } from '../../domain/user-pool/external-sign-in.ts';
import type { ApiAnswer } from '../../platform/api/answer.ts';
import type { Clock } from '../../platform/clock.ts';
import { Refusal } from '../../platform/errors.ts';
import { journalEntry, type Operation } from '../../platform/events/journal.ts';
import type { WriteWithEvents } from '../../platform/events/journaled-write.ts';
import type { IdSource } from '../../platform/ids.ts';
import { errorFields, logger } from '../../platform/observability/logger.ts';
import type { CountFailedLogin } from '../login/failed-logins.ts';
import { isActive, providerSilent, refusalReason } from '../login/rules.ts';
import type { LoginStore } from '../login/store.ts';
import type { accountOf } from './accounts.ts';
import type { VerifyIdToken } from './id-token.ts';
import type { ExternalIdentity } from './identity.ts';
import type { VerifiedIdentity } from './registration.ts';

/** Who wants in, by whose word, from where. */
export interface ExternalLogin {
  readonly authType: string;
  readonly idToken: string;
  readonly mode: SessionMode;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly requestId: string;
}

export interface ExternalLoginDependencies {
  readonly verify: VerifyIdToken;
  readonly accountOf: ReturnType<typeof accountOf>;
  readonly store: LoginStore;
  readonly signIn: SignInExternally;
  readonly open: (opening: NewSession) => Promise<OpenedSession>;
  readonly countFailure: CountFailedLogin;
  readonly write: WriteWithEvents;
  readonly clock: Clock;
  readonly newId: IdSource;
}

const method = 'external';

/** One and the same for every reason, as of a password. */
const externalLoginRefused = () =>
  new Refusal(
    'login_refused',
    'Sign in with the provider again and send its new ID token. It lets in only whose address the provider has verified.',
  );

/** An attempt, and what is known by now of who makes it. */
interface Attempt {
  readonly operation: Operation;
  /** What the events call her: her address, or as much as was proved. */
  readonly username: string;
  readonly userId?: string | undefined;
}

const isVerified = (identity: ExternalIdentity): identity is VerifiedIdentity => identity.email !== undefined;

/**
 * Lets somebody in whom an external provider vouches for. As with a password: AuthenticationStarted with exactly one
 * of Authenticated and AuthenticationFailed, in one transaction with the session; who is blocked, or still being
 * registered, has made no attempt.
 */
export function logInExternally(deps: ExternalLoginDependencies): (login: ExternalLogin) => Promise<ApiAnswer> {
  const { verify, store, signIn, open, countFailure, write, clock, newId } = deps;

  async function refuseBlocked(ip: string): Promise<void> {
    const wait = secondsBlocked((await store.find({ username: '', ip })).ip, ipLimit, clock());
    if (wait > 0) throw tooManyAttempts(wait);
  }

  async function identityOf({ authType, idToken }: ExternalLogin): Promise<ExternalIdentity | undefined | 'silent'> {
    try {
      return await verify(authType, idToken);
    } catch (error) {
      logger.error("the provider's keys could not be read", { authType, ...errorFields(error) });
      return 'silent';
    }
  }

  const entriesOf = ({ username, userId }: Attempt) => {
    const who = { username, ...(userId ? { userId } : {}), method } as const;
    return { who, started: journalEntry(authenticationStartedV1, 'started', who) };
  };

  async function fail(attempt: Attempt, reason: AuthenticationRefusal, login: ExternalLogin): Promise<Error> {
    const { operation } = attempt;
    const { who, started } = entriesOf(attempt);
    const failed = journalEntry(authenticationFailedV1, 'outcome', { ...who, reason });
    const told = write([], operation, [started, failed]);
    if (reason === 'unexpected_exception') return told.then(providerSilent);
    // A name that is nobody's account: failures of a provider's tokens slow nobody's password down.
    const username = `external:${login.authType}`;
    await Promise.all([countFailure({ username, ip: login.actor.ip ?? '' }, operation), told]);
    return externalLoginRefused();
  }

  async function admit(
    attempt: Attempt & { userId: string },
    tokens: PoolTokens,
    login: ExternalLogin,
  ): Promise<ApiAnswer> {
    const { operation, userId } = attempt;
    const { actor, at } = operation;
    const opened = await open({ userId, method, mode: login.mode, tokens, actor, at });
    const { who, started } = entriesOf(attempt);
    const authenticated = journalEntry(authenticatedV1, 'outcome', { ...who, userId, sessionId: opened.sessionId });
    if (await write([opened.action], operation, [started, authenticated])) return opened.answer;
    throw await fail(attempt, 'unexpected_exception', login);
  }

  async function enter(attempt: Attempt & { userId: string }, login: ExternalLogin): Promise<ApiAnswer> {
    const { userId } = attempt;
    const [entry, standing] = await Promise.all([signIn(userId), store.accountStatus(userId)]);
    // The pool refuses who is disabled by a name of its own; that her proof was right is known before.
    const active = isActive({ userId, ...standing });
    const reason = active ? refusalReason({ userId, ...standing }, entry) : 'user_inactive';
    if (reason === undefined && 'tokens' in entry) return admit(attempt, entry.tokens, login);
    throw await fail(attempt, reason ?? 'unexpected_exception', login);
  }

  /** The attempt and the linking are two operations: each tells its own events, and only the first one may be repeated. */
  const operationOf = ({ actor, correlationId, requestId }: ExternalLogin, userId = SYSTEM_ACTOR_ID): Operation => ({
    id: newId(),
    correlationId,
    causationId: requestId,
    actor: { ...actor, id: userId },
    at: clock(),
  });

  /** The identity, if its provider vouches for it and for an address. */
  async function vouchedFor(login: ExternalLogin): Promise<VerifiedIdentity> {
    const identity = await identityOf(login);
    const operation = operationOf(login);
    if (identity === 'silent') throw await fail({ operation, username: login.authType }, 'unexpected_exception', login);
    if (identity === undefined) throw await fail({ operation, username: login.authType }, 'incorrect_password', login);
    if (isVerified(identity)) return identity;
    throw await fail({ operation, username: externalName(identity) }, 'not_verified', login);
  }

  return async (login) => {
    await refuseBlocked(login.actor.ip ?? '');
    const identity = await vouchedFor(login);
    const account = await deps.accountOf(identity, login.correlationId, (userId) => operationOf(login, userId));
    if ('underWay' in account) return { status: 202, body: { status: 'accepted' } };
    const { userId } = account;
    const attempt = { username: identity.email, userId, operation: operationOf(login, userId) };
    if ('refused' in account) throw await fail(attempt, account.refused, login);
    return enter({ ...attempt, userId: account.userId }, login);
  };
}
