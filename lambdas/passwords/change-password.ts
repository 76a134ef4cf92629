import { changePasswordRequest } from '../../contracts/api/passwords.ts';
import * as events from '../../contracts/events/definitions.ts';
import type { Lease } from '../domain/mailed-tokens/token.ts';
import { type RefuseWeak, weakPassword } from '../domain/password-strength/refuse-weak.ts';
import type { FindProfile, Profile } from '../domain/profiles.ts';
import type { CreatedSession, CreateSession } from '../domain/sessions/create-session.ts';
import { sessionAnswer } from '../domain/sessions/session-answer.ts';
import { accountKey, accountLimit, type Failures, secondsBlocked, tooManyAttempts } from '../domain/throttles/rules.ts';
import { type CountFailure, notBlockedSince } from '../domain/throttles/store.ts';
import { poolUnavailable, translatePoolError } from '../domain/user-pool/errors.ts';
import type { PoolAuthentication, PoolTokens } from '../domain/user-pool/sign-in.ts';
import type { SetPassword } from '../domain/user-pool/users.ts';
import { type ApiAnswer, type ApiRequest, readBody } from '../platform/api/endpoint.ts';
import { type DynamoDBDocumentClient, GetCommand, writeTransaction } from '../platform/aws/dynamo.ts';
import { Refusal } from '../platform/errors.ts';
import { journalActions, journalEntry, requestOperation } from '../platform/events/journal.ts';
import { errorFields, logger } from '../platform/observability/logger.ts';
import type { Clock, IdSource } from '../platform/runtime.ts';
import { leasePassword, recordNewPassword, releasePassword } from './password-lease.ts';
import type { SignOutAll } from './sign-out-all.ts';

export interface ChangePasswordDependencies {
  readonly client: DynamoDBDocumentClient;
  readonly tables: { readonly users: string; readonly throttles: string; readonly journal: string };
  readonly profileOf: FindProfile;
  readonly signIn: PoolAuthentication['byPassword'];
  readonly countFailure: CountFailure;
  readonly setPassword: SetPassword;
  readonly signOutAll: SignOutAll;
  readonly createSession: CreateSession;
  /** The environment's SESSION_COOKIE. */
  readonly cookieName: string;
  readonly refuseWeak: RefuseWeak;
  readonly clock: Clock;
  readonly newId: IdSource;
}

/** One attempt to change a password. */
interface Change {
  readonly profile: Profile;
  /** The failed attempts before this one. */
  readonly failures: Failures | undefined;
  readonly lease: Lease;
}

const FIELD = 'newPassword';

const accountDeleted = () => new Refusal('unauthorized', 'Your account has been deleted.');
const incorrectPassword = () =>
  new Refusal('incorrect_password', 'Send the password that you log in with, or ask for a link to choose a new one.');
const changeInProgress = () =>
  new Refusal('unavailable', 'Your password is being changed already. Wait a minute, and send the request again.');
const changedWithoutSession = () =>
  new Refusal('unavailable', 'The password was changed, and every session has ended. Log in with the new one.');
const changedOtherwise = () =>
  new Refusal('unavailable', 'Your password was changed otherwise meanwhile. Log in again to see whether it is yours.');

/**
 * POST /v1/me/password. Lease > pool > transaction, as for a reset. Every session ends, the request's own included: the
 * answer has the credentials of a new one.
 */
export function changePassword(deps: ChangePasswordDependencies): (request: ApiRequest) => Promise<ApiAnswer> {
  const { client, tables, signIn, clock, newId } = deps;

  /**
   * Checks the current password, under the rate limit of logins: a stolen session allows no faster guesses. Returns the
   * failures before this attempt.
   */
  async function checkPassword({ userId, email }: Profile, password: string): Promise<Failures | undefined> {
    const Key = { pk: accountKey(email) };
    const get = new GetCommand({ TableName: tables.throttles, Key, ConsistentRead: true });
    const failures = (await client.send(get)).Item as Failures | undefined;
    const wait = secondsBlocked(failures, accountLimit, clock());
    if (wait > 0) throw tooManyAttempts(wait);
    const result = await signIn(userId, password);
    if ('tokens' in result) return failures;
    if (result.refused === 'unexpected_exception') throw poolUnavailable('Nothing was changed');
    const counted = await deps.countFailure(Key.pk, clock());
    // Concurrent attempts failed beyond the limit: this one does not reveal whether its password was correct.
    if (counted.failures > accountLimit.free) throw tooManyAttempts(secondsBlocked(counted, accountLimit, clock()));
    throw incorrectPassword();
  }

  async function takeLease({ profile: { userId, email }, failures, lease }: Change): Promise<void> {
    const guard = notBlockedSince(tables.throttles, accountKey(email), accountLimit, failures);
    const conflict = await writeTransaction(client, [guard, leasePassword(tables.users, userId, lease)]);
    if (conflict?.index === 0) throw tooManyAttempts(1);
    if (conflict !== undefined) throw changeInProgress();
  }

  /** Sets the password in the pool; undefined where the pool then gives no tokens for it. */
  async function setInPool({ userId }: Profile, password: string): Promise<PoolTokens | undefined> {
    const outcome = await deps.setPassword(userId, password);
    if (outcome === 'refused') throw weakPassword(FIELD);
    if (outcome === 'user_not_found') throw accountDeleted();
    const result = await signIn(userId, password);
    return 'tokens' in result ? result.tokens : undefined;
  }

  /** A session in the mode of the request, a millisecond after the others have ended. */
  async function newSession({ actor, caller }: ApiRequest, tokens: PoolTokens, endedAt: Date): Promise<CreatedSession> {
    const at = new Date(endedAt.getTime() + 1);
    const mode = caller.via === 'cookie' ? 'cookie' : 'token';
    return deps.createSession({ userId: caller.userId, method: 'password', mode, tokens, actor, at });
  }

  /** Ends all sessions, with the events, and creates a new one; undefined without tokens for it. */
  async function complete(change: Change, request: ApiRequest, tokens: PoolTokens | undefined) {
    const { userId, email } = change.profile;
    const operationId = newId();
    let session: CreatedSession | undefined;
    await deps.signOutAll(userId, 'password_changed', clock(), async ({ at, actions, entries }) => {
      session = tokens && (await newSession(request, tokens, at));
      const changed = journalEntry(events.passwordChangedV1, 'changed', { userId, email });
      const conflict = await writeTransaction(client, [
        recordNewPassword(tables.users, userId, change.lease, at, false),
        ...actions,
        ...(session ? [session.action] : []),
        ...journalActions(tables.journal, requestOperation(request, operationId, at), [changed, ...entries]),
      ]);
      if (conflict?.index === 0) throw changedOtherwise();
      return conflict === undefined;
    });
    return session?.credentials;
  }

  /** The lease would expire by itself, too. */
  async function release({ profile, lease }: Change): Promise<void> {
    await writeTransaction(client, [releasePassword(tables.users, profile.userId, lease)]).catch((error: unknown) =>
      logger.warn('a lease was not released', errorFields(error)),
    );
  }

  return async (request) => {
    const { currentPassword, newPassword } = readBody(request, changePasswordRequest);
    const profile = await deps.profileOf(request.caller.userId);
    if (profile === undefined) throw accountDeleted();
    await deps.refuseWeak(FIELD, newPassword, profile);
    const failures = await checkPassword(profile, currentPassword);
    const change = { profile, failures, lease: { id: newId(), at: clock() } };
    await takeLease(change);
    try {
      const tokens = await setInPool(profile, newPassword);
      const credentials = await complete(change, request, tokens);
      if (credentials === undefined) throw changedWithoutSession();
      return sessionAnswer(deps.cookieName, credentials);
    } catch (error) {
      await release(change);
      throw translatePoolError(error, 'Your password may have been changed or not');
    }
  };
}
