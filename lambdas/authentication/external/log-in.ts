import { externalLoginRequest } from '../../../contracts/api/sessions.ts';
import type { AuthenticationRefusal } from '../../../contracts/authentication.ts';
import type { Actor } from '../../../contracts/events/define-event.ts';
import * as events from '../../../contracts/events/definitions.ts';
import { SYSTEM_ACTOR_ID } from '../../../contracts/fields.ts';
import type { SessionMode } from '../../../contracts/sessions.ts';
import { externalName } from '../../domain/external-links.ts';
import type { CreateSession } from '../../domain/sessions/create-session.ts';
import { sessionAnswer } from '../../domain/sessions/session-answer.ts';
import { ipLimit, secondsBlocked, tooManyAttempts } from '../../domain/throttles/rules.ts';
import { poolUnavailable } from '../../domain/user-pool/errors.ts';
import type { PoolTokens, SignInExternally } from '../../domain/user-pool/sign-in.ts';
import type { Endpoint } from '../../platform/api/api.ts';
import { constantTimeRefusal, type Time } from '../../platform/api/constant-time-response.ts';
import { type ApiAnswer, readBody } from '../../platform/api/endpoint.ts';
import { Refusal } from '../../platform/errors.ts';
import { journalEntry, type Operation, requestOperation, type WriteWithEvents } from '../../platform/events/journal.ts';
import { errorFields, logger } from '../../platform/observability/logger.ts';
import type { Clock, IdSource } from '../../platform/runtime.ts';
import { REFUSAL_MS } from '../login/log-in.ts';
import { isAccountActive, modeOf, refusalReason } from '../login/rules.ts';
import type { CountFailedLogin, LoginStore } from '../login/store.ts';
import type { accountOf } from './account.ts';
import type { ExternalIdentity, VerifiedIdentity, VerifyIdToken } from './identity.ts';

/** A request to sign in with an external provider's ID token. */
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
  readonly createSession: CreateSession;
  /** The environment's SESSION_COOKIE. */
  readonly cookieName: string;
  readonly countFailure: CountFailedLogin;
  readonly write: WriteWithEvents;
  readonly clock: Clock;
  readonly newId: IdSource;
}

const method = 'external';

/** One answer for every reason, as for a password. */
const externalLoginRefused = () =>
  new Refusal(
    'login_refused',
    'Sign in with the provider again and send its new ID token. Only users whose address the provider has verified may sign in.',
  );

/** An attempt, and what is proved about its user. */
interface Attempt {
  readonly login: ExternalLogin;
  readonly operation: Operation;
  /** What the events call the user: the address, or as much as was proved. */
  readonly username: string;
  readonly userId?: string | undefined;
}

const eventData = ({ username, userId }: Attempt) => ({ username, ...(userId ? { userId } : {}), method }) as const;

const hasEmail = (identity: ExternalIdentity): identity is VerifiedIdentity => identity.email !== undefined;

/**
 * Authenticates a user by an external provider's ID token. As with a password: AuthenticationStarted with exactly one
 * of Authenticated and AuthenticationFailed, in one transaction with the session. A blocked login, and one whose user
 * is still being registered (202), is no attempt.
 */
export function logInExternally(deps: ExternalLoginDependencies): (login: ExternalLogin) => Promise<ApiAnswer> {
  const { verify, store, signIn, createSession, cookieName, countFailure, write, clock, newId } = deps;

  async function refuseBlocked(ip: string): Promise<void> {
    const wait = secondsBlocked((await store.lookUp({ username: '', ip })).ip, ipLimit, clock());
    if (wait > 0) throw tooManyAttempts(wait);
  }

  async function fail(attempt: Attempt, reason: AuthenticationRefusal): Promise<Error> {
    const { login, operation } = attempt;
    const written = write([], operation, [
      journalEntry(events.authenticationStartedV1, 'started', eventData(attempt)),
      journalEntry(events.authenticationFailedV1, 'outcome', { ...eventData(attempt), reason }),
    ]);
    if (reason === 'unexpected_exception') {
      await written;
      return poolUnavailable('The user was not signed in');
    }
    // The name of no account: failures of a provider's tokens block no password login.
    const username = `external:${login.authType}`;
    await Promise.all([countFailure({ username, ip: login.actor.ip ?? '' }, operation), written]);
    return externalLoginRefused();
  }

  /** The attempt and the linking are two operations: each has its own events, and only the first one may be repeated. */
  const operationOf = (login: ExternalLogin, userId = SYSTEM_ACTOR_ID): Operation =>
    requestOperation({ ...login, actor: { ...login.actor, id: userId } }, newId(), clock());

  async function verifiedIdentity(login: ExternalLogin): Promise<VerifiedIdentity> {
    const { authType, idToken } = login;
    const failure = (username: string, reason: AuthenticationRefusal) =>
      fail({ login, operation: operationOf(login), username }, reason);
    const identity = await verify(authType, idToken).catch(async (error: unknown) => {
      logger.error("the provider's keys could not be read", { authType, ...errorFields(error) });
      throw await failure(authType, 'unexpected_exception');
    });
    if (identity === undefined) throw await failure(authType, 'incorrect_password');
    if (!hasEmail(identity)) throw await failure(externalName(identity), 'not_verified');
    return identity;
  }

  async function succeed(attempt: Attempt & { userId: string }, tokens: PoolTokens): Promise<ApiAnswer> {
    const { login, operation, userId } = attempt;
    const { actor, at } = operation;
    const session = await createSession({ userId, method, mode: login.mode, tokens, actor, at });
    const isWritten = await write([session.action], operation, [
      journalEntry(events.authenticationStartedV1, 'started', eventData(attempt)),
      journalEntry(events.authenticatedV1, 'outcome', { ...eventData(attempt), userId, sessionId: session.sessionId }),
    ]);
    if (isWritten) return sessionAnswer(cookieName, session.credentials);
    throw await fail(attempt, 'unexpected_exception');
  }

  async function authenticate(attempt: Attempt & { userId: string }): Promise<ApiAnswer> {
    const { userId } = attempt;
    const [result, status] = await Promise.all([signIn(userId), store.accountStatus(userId)]);
    // The pool refuses a disabled user by an error of its own; the identity is proved already.
    const accountStatus = { userId, ...status };
    const reason = isAccountActive(accountStatus) ? refusalReason(accountStatus, result) : 'user_inactive';
    if (reason === undefined && 'tokens' in result) return succeed(attempt, result.tokens);
    throw await fail(attempt, reason ?? 'unexpected_exception');
  }

  return async (login) => {
    await refuseBlocked(login.actor.ip ?? '');
    const identity = await verifiedIdentity(login);
    const { correlationId } = login;
    const account = await deps.accountOf({ identity, correlationId, operationOf: (id) => operationOf(login, id) });
    if ('pending' in account) return { status: 202, body: { status: 'accepted' } };
    const { userId } = account;
    const attempt = { login, username: identity.email, userId, operation: operationOf(login, userId) };
    if ('refused' in account) throw await fail(attempt, account.refused);
    return authenticate({ ...attempt, userId: account.userId });
  };
}

/** POST /v1/auth/login/external */
export const externalLoginEndpoint =
  (authenticate: ReturnType<typeof logInExternally>, time: Time): Endpoint =>
  (request) => {
    const { authType, idToken, mode } = readBody(request, externalLoginRequest);
    const { actor, correlationId, requestId, event } = request;
    const login = { authType, idToken, mode: modeOf(mode, event.headers), actor, correlationId, requestId };
    return constantTimeRefusal(time, REFUSAL_MS, () => authenticate(login));
  };
