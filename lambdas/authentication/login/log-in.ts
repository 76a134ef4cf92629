import type { AuthenticationRefusal } from '../../../contracts/authentication.ts';
import { authenticatedV1 } from '../../../contracts/events/authenticated.v1.ts';
import { authenticationFailedV1 } from '../../../contracts/events/authentication-failed.v1.ts';
import { authenticationStartedV1 } from '../../../contracts/events/authentication-started.v1.ts';
import type { Actor } from '../../../contracts/events/define-event.ts';
import { SYSTEM_ACTOR_ID } from '../../../contracts/fields.ts';
import type { SessionMode } from '../../../contracts/sessions.ts';
import type { NewSession, OpenedSession, PoolTokens } from '../../domain/sessions/open-session.ts';
import {
  accountKey,
  accountLimit,
  ipLimit,
  secondsBlocked,
  tooManyAttempts,
  withTheNext,
} from '../../domain/throttles/rules.ts';
import { notBlockedSince } from '../../domain/throttles/store.ts';
import type { SignIns } from '../../domain/user-pool/sign-in.ts';
import type { ApiAnswer } from '../../platform/api/answer.ts';
import type { Clock } from '../../platform/clock.ts';
import { type JournalEntry, journalEntry, type Operation } from '../../platform/events/journal.ts';
import type { WriteWithEvents } from '../../platform/events/journaled-write.ts';
import { derivedId, type IdSource } from '../../platform/ids.ts';
import type { CountFailedLogin } from './failed-logins.ts';
import { loginRefused, providerSilent, refusalReason } from './rules.ts';
import type { Found, LoginStore } from './store.ts';

/** Who wants in, by what, from where. */
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
  readonly pool: Pick<SignIns, 'byPassword'>;
  readonly open: (opening: NewSession) => Promise<OpenedSession>;
  readonly countFailure: CountFailedLogin;
  readonly write: WriteWithEvents;
  readonly throttlesTable: string;
  readonly clock: Clock;
  readonly newId: IdSource;
}

/** Whose userId a stranger's attempt is made with, so that it takes the same calls: no registration derives it. */
const NOBODY = derivedId('nobody');

/** An attempt that is made: nobody has blocked it. */
interface Attempt {
  readonly login: Login;
  readonly found: Found;
  readonly ip: string;
  readonly operation: Operation;
  readonly started: JournalEntry;
}

const whoOf = ({ userId }: Found) => (userId === undefined ? {} : { userId });

/**
 * Lets somebody in who proves with a password who she is. Each attempt is AuthenticationStarted with exactly one of
 * Authenticated and AuthenticationFailed, in one transaction with the session; one that is blocked is no attempt.
 */
export function logIn(deps: LoginDependencies): (login: Login) => Promise<ApiAnswer> {
  const { store, pool, open, countFailure, write, throttlesTable, clock, newId } = deps;

  async function attemptOf(login: Login): Promise<Attempt> {
    const at = clock();
    const { username, actor, correlationId, requestId } = login;
    const ip = actor.ip ?? '';
    const found = await store.find({ username, ip });
    const wait = Math.max(secondsBlocked(found.account, accountLimit, at), secondsBlocked(found.ip, ipLimit, at));
    if (wait > 0) throw tooManyAttempts(wait);
    const as: Actor = { ...actor, id: found.userId ?? SYSTEM_ACTOR_ID };
    const operation = { id: newId(), correlationId, causationId: requestId, actor: as, at };
    const data = { username, ...whoOf(found), method: 'password' as const };
    return { login, found, ip, operation, started: journalEntry(authenticationStartedV1, 'started', data) };
  }

  /** Whether somebody else failed beyond the limit since this attempt began: then it is told no more than they are. */
  async function fail(attempt: Attempt, reason: AuthenticationRefusal): Promise<Error> {
    const { login, found, ip, operation, started } = attempt;
    const { username } = login;
    const data = { username, ...whoOf(found), method: 'password' as const, reason };
    const told = write([], operation, [started, journalEntry(authenticationFailedV1, 'outcome', data)]);
    if (reason === 'unexpected_exception') return told.then(providerSilent);
    const [counted] = await Promise.all([countFailure({ username, ip }, operation), told]);
    const isOvertaken = counted.failures !== withTheNext(found.account, operation.at);
    const wait = secondsBlocked(counted, accountLimit, operation.at);
    return isOvertaken && counted.failures > accountLimit.free ? tooManyAttempts(wait) : loginRefused();
  }

  async function admit(attempt: Attempt, userId: string, tokens: PoolTokens): Promise<ApiAnswer> {
    const { login, found, operation, started } = attempt;
    const { username, mode } = login;
    const { actor, at } = operation;
    const opened = await open({ userId, method: 'password', mode, tokens, actor, at });
    const data = { username, userId, method: 'password' as const, sessionId: opened.sessionId };
    const guard = notBlockedSince(throttlesTable, accountKey(username), accountLimit, found.account);
    const entries = [started, journalEntry(authenticatedV1, 'outcome', data)];
    if (await write([guard, opened.action], operation, entries)) return opened.answer;
    throw await fail(attempt, 'locked');
  }

  return async (login) => {
    const attempt = await attemptOf(login);
    const { userId } = attempt.found;
    const known = userId ?? NOBODY;
    const [signIn, accountStatus] = await Promise.all([
      pool.byPassword(known, login.password),
      store.accountStatus(known),
    ]);
    const reason = refusalReason({ userId, ...accountStatus }, signIn);
    if (reason === undefined && 'tokens' in signIn) return admit(attempt, known, signIn.tokens);
    throw await fail(attempt, reason ?? 'unexpected_exception');
  };
}
