import { loginRequest } from '../../../contracts/api/sessions.ts';
import type { AuthenticationRefusal } from '../../../contracts/authentication.ts';
import type { Actor } from '../../../contracts/events/define-event.ts';
import * as events from '../../../contracts/events/definitions.ts';
import { SYSTEM_ACTOR_ID } from '../../../contracts/fields.ts';
import type { SessionMode } from '../../../contracts/sessions.ts';
import type { CreateSession, SessionCredentials } from '../../domain/sessions/create-session.ts';
import { sessionAnswer } from '../../domain/sessions/session-answer.ts';
import * as throttles from '../../domain/throttles/rules.ts';
import { notBlockedSince } from '../../domain/throttles/store.ts';
import { poolUnavailable } from '../../domain/user-pool/errors.ts';
import type { PoolAuthentication, PoolTokens } from '../../domain/user-pool/sign-in.ts';
import type { Endpoint } from '../../platform/api/api.ts';
import { constantTimeRefusal, type Time } from '../../platform/api/constant-time-response.ts';
import { readBody } from '../../platform/api/endpoint.ts';
import type { JournalEntry, Operation, WriteWithEvents } from '../../platform/events/journal.ts';
import { journalEntry, requestOperation } from '../../platform/events/journal.ts';
import { type Clock, derivedId, type IdSource } from '../../platform/runtime.ts';
import { loginRefused, modeOf, refusalReason } from './rules.ts';
import type { CountFailedLogin, LoginLookup, LoginStore } from './store.ts';

/** A request to sign in with a password. */
export interface Login {
  readonly username: string;
  readonly password: string;
  readonly mode: SessionMode;
  readonly actor: Actor;
  readonly correlationId: string;
  readonly requestId: string;
}

export interface LoginDependencies {
  readonly store: LoginStore;
  readonly pool: Pick<PoolAuthentication, 'byPassword'>;
  readonly createSession: CreateSession;
  readonly countFailure: CountFailedLogin;
  readonly write: WriteWithEvents;
  readonly throttlesTable: string;
  readonly clock: Clock;
  readonly newId: IdSource;
}

/** The userId for the calls of an unknown username, which are the same calls as of a known one. No registration derives it. */
const UNKNOWN_USER = derivedId('unknown-user');

/** An attempt that no rate limit blocks. */
interface Attempt {
  readonly login: Login;
  readonly lookup: LoginLookup;
  readonly ip: string;
  readonly operation: Operation;
  readonly started: JournalEntry;
}

/** What all events of an attempt say. */
const eventData = ({ username }: Login, { userId }: LoginLookup) =>
  ({ username, ...(userId === undefined ? {} : { userId }), method: 'password' }) as const;

/**
 * Authenticates a user by password. Each attempt is AuthenticationStarted with exactly one of Authenticated and
 * AuthenticationFailed, in one transaction with the session; a blocked login is no attempt.
 */
export function logIn(deps: LoginDependencies): (login: Login) => Promise<SessionCredentials> {
  const { store, pool, createSession, countFailure, write, throttlesTable, clock, newId } = deps;

  async function startAttempt(login: Login): Promise<Attempt> {
    const at = clock();
    const { username, actor } = login;
    const ip = actor.ip ?? '';
    const lookup = await store.lookUp({ username, ip });
    const wait = Math.max(
      throttles.secondsBlocked(lookup.account, throttles.accountLimit, at),
      throttles.secondsBlocked(lookup.ip, throttles.ipLimit, at),
    );
    if (wait > 0) throw throttles.tooManyAttempts(wait);
    const operation = requestOperation(
      { ...login, actor: { ...actor, id: lookup.userId ?? SYSTEM_ACTOR_ID } },
      newId(),
      at,
    );
    const started = journalEntry(events.authenticationStartedV1, 'started', eventData(login, lookup));
    return { login, lookup, ip, operation, started };
  }

  /** Where concurrent attempts have failed beyond the limit, this one is answered as they are: as blocked. */
  async function fail({ login, lookup, ip, operation, started }: Attempt, reason: AuthenticationRefusal) {
    const failed = journalEntry(events.authenticationFailedV1, 'outcome', { ...eventData(login, lookup), reason });
    const written = write([], operation, [started, failed]);
    if (reason === 'unexpected_exception') {
      await written;
      return poolUnavailable('The user was not signed in');
    }
    const [account] = await Promise.all([countFailure({ username: login.username, ip }, operation), written]);
    const isOvertaken = account.failures !== throttles.countWithNext(lookup.account, operation.at);
    const wait = throttles.secondsBlocked(account, throttles.accountLimit, operation.at);
    return isOvertaken && account.failures > throttles.accountLimit.free
      ? throttles.tooManyAttempts(wait)
      : loginRefused();
  }

  async function succeed(attempt: Attempt, userId: string, tokens: PoolTokens): Promise<SessionCredentials> {
    const { login, lookup, operation, started } = attempt;
    const { username, mode } = login;
    const { actor, at } = operation;
    const session = await createSession({ userId, method: 'password', mode, tokens, actor, at });
    const data = { ...eventData(login, lookup), userId, sessionId: session.sessionId };
    const guard = notBlockedSince(
      throttlesTable,
      throttles.accountKey(username),
      throttles.accountLimit,
      lookup.account,
    );
    const entries = [started, journalEntry(events.authenticatedV1, 'outcome', data)];
    if (await write([guard, session.action], operation, entries)) return session.credentials;
    throw await fail(attempt, 'locked');
  }

  return async (login) => {
    const attempt = await startAttempt(login);
    const { userId } = attempt.lookup;
    const poolUserId = userId ?? UNKNOWN_USER;
    const [signIn, accountStatus] = await Promise.all([
      pool.byPassword(poolUserId, login.password),
      store.accountStatus(poolUserId),
    ]);
    const reason = refusalReason({ userId, ...accountStatus }, signIn);
    if (reason === undefined && 'tokens' in signIn) return succeed(attempt, poolUserId, signIn.tokens);
    throw await fail(attempt, reason ?? 'unexpected_exception');
  };
}

/** Longer than any refusal takes, so that an unknown address, a wrong password and a blocked account take equally long. */
export const REFUSAL_MS = 400;

/** POST /v1/auth/login */
export const logInEndpoint =
  (authenticate: ReturnType<typeof logIn>, cookieName: string, time: Time): Endpoint =>
  async (request) => {
    const { email, username = email ?? '', password, mode } = readBody(request, loginRequest);
    const { actor, correlationId, requestId, event } = request;
    const login = { username, password, mode: modeOf(mode, event.headers), actor, correlationId, requestId };
    return sessionAnswer(cookieName, await constantTimeRefusal(time, REFUSAL_MS, () => authenticate(login)));
  };
