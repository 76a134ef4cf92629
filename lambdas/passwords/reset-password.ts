import { forgotPasswordRequest, resetPasswordRequest } from '../../contracts/api/passwords.ts';
import * as events from '../../contracts/events/definitions.ts';
import { LINK_RESPONSE_MS, type MailLink } from '../domain/mailed-tokens/issue.ts';
import type { FindToken, Lease, MailedToken } from '../domain/mailed-tokens/token.ts';
import { leaseToken, releaseToken, tokenNotValid, useToken } from '../domain/mailed-tokens/token.ts';
import { type RefuseWeak, weakPassword } from '../domain/password-strength/refuse-weak.ts';
import { isVerified } from '../domain/profile-rules.ts';
import type { FindProfile, Profile } from '../domain/profiles.ts';
import { accountKey } from '../domain/throttles/rules.ts';
import { translatePoolError } from '../domain/user-pool/errors.ts';
import type { ConfirmEmail, SetPassword } from '../domain/user-pool/users.ts';
import { constantTimeResponse, type Time } from '../platform/api/constant-time-response.ts';
import { type ApiAnswer, type ApiRequest, readBody } from '../platform/api/endpoint.ts';
import { type DynamoDBDocumentClient, type WriteAction, writeTransaction } from '../platform/aws/dynamo.ts';
import type { JournalEntry, Operation } from '../platform/events/journal.ts';
import { journalActions, journalEntry, requestOperation } from '../platform/events/journal.ts';
import { errorFields, logger } from '../platform/observability/logger.ts';
import { type Clock, derivedId, type IdSource } from '../platform/runtime.ts';
import { leasePassword, recordNewPassword, releasePassword } from './password-lease.ts';
import type { SignOutAll } from './sign-out-all.ts';

/** POST /v1/auth/password/forgot: a link for the holder of the address, and the same answer for every other address. */
export function forgotPassword(time: Time, mailLink: MailLink): (request: ApiRequest) => Promise<ApiAnswer> {
  return async (request) => {
    const { email } = readBody(request, forgotPasswordRequest);
    await constantTimeResponse(time, LINK_RESPONSE_MS, () =>
      // Disabled users, too: a new password does not enable them.
      mailLink(request, { purpose: 'password-reset', email, isFor: () => true }),
    );
    return { status: 202, body: { status: 'accepted' } };
  };
}

export interface ResetPasswordDependencies {
  readonly client: DynamoDBDocumentClient;
  readonly tables: Readonly<Record<'tokens' | 'users' | 'throttles' | 'journal', string>>;
  readonly find: FindToken;
  readonly profileOf: FindProfile;
  readonly setPassword: SetPassword;
  readonly confirmEmail: ConfirmEmail;
  readonly signOutAll: SignOutAll;
  readonly refuseWeak: RefuseWeak;
  readonly clock: Clock;
  readonly newId: IdSource;
}

/** One attempt to use a link. */
interface Reset {
  readonly token: MailedToken;
  readonly profile: Profile;
  readonly lease: Lease;
}

/** The link was read in a mail to the address, so it proves the address as a verification link does. */
function entriesOf({ token, profile }: Reset): readonly JournalEntry[] {
  const { userId, tokenId, email } = token;
  const verified = journalEntry(events.userVerificationCompletedV1, 'verified', { userId, tokenId, email });
  return [
    journalEntry(events.passwordResetCompletedV1, 'completed', { userId, tokenId, email }),
    ...(isVerified(profile) ? [] : [verified]),
  ];
}

/** A user with a new password does not wait because of failed logins with the old one. */
const clearFailures = (table: string, username: string): WriteAction => ({
  Delete: { TableName: table, Key: { pk: accountKey(username) } },
});

/**
 * POST /v1/auth/password/reset. Lease > pool > transaction. The lease is on the token and on the user, so that one of
 * many callers succeeds, and a password that was set meanwhile voids the link. A request that fails ends its lease at
 * once; the lease of one that dies expires after a minute.
 */
export function resetPassword(deps: ResetPasswordDependencies): (request: ApiRequest) => Promise<ApiAnswer> {
  const { client, tables, clock, newId } = deps;

  async function takeLease({ token, lease }: Reset): Promise<void> {
    const conflict = await writeTransaction(client, [
      leaseToken(tables.tokens, token, lease),
      leasePassword(tables.users, token.userId, lease, token.createdAt),
    ]);
    // Used, in use, or older than the password.
    if (conflict !== undefined) throw tokenNotValid();
  }

  async function setInPool({ token, profile }: Reset, password: string): Promise<void> {
    const outcome = await deps.setPassword(token.userId, password);
    if (outcome === 'refused') throw weakPassword('password');
    if (outcome === 'user_not_found') throw tokenNotValid();
    if (!isVerified(profile)) await deps.confirmEmail(token.userId);
  }

  /** Uses the token, ends all sessions, and publishes both. */
  async function complete(reset: Reset, operation: Operation): Promise<void> {
    const { token, lease, profile } = reset;
    const { userId, email } = token;
    await deps.signOutAll(userId, 'password_reset', operation.at, async ({ at, actions, entries }) => {
      const conflict = await writeTransaction(client, [
        useToken(tables.tokens, token, lease, at),
        recordNewPassword(tables.users, userId, lease, at, !isVerified(profile)),
        clearFailures(tables.throttles, email),
        clearFailures(tables.throttles, userId),
        ...actions,
        ...journalActions(tables.journal, { ...operation, at }, [...entriesOf(reset), ...entries]),
      ]);
      // The lease has expired, and another request has it.
      if (conflict !== undefined && conflict.index < 2) throw tokenNotValid();
      return conflict === undefined;
    });
  }

  /** The lease would expire by itself, too. */
  async function release({ token, lease }: Reset): Promise<void> {
    const actions = [releaseToken(tables.tokens, token, lease), releasePassword(tables.users, token.userId, lease)];
    await writeTransaction(client, actions).catch((error: unknown) =>
      logger.warn('a lease was not released', errorFields(error)),
    );
  }

  return async (request) => {
    const body = readBody(request, resetPasswordRequest);
    const now = clock();
    const token = await deps.find(body.token, 'password-reset', now);
    const profile = await deps.profileOf(token.userId);
    if (profile?.email !== token.email) throw tokenNotValid();
    await deps.refuseWeak('password', body.password, profile);
    const reset = { token, profile, lease: { id: newId(), at: now } };
    await takeLease(reset);
    try {
      await setInPool(reset, body.password);
      // The token proves the user. The time is after the pool has the password: sessions created with the old one are older.
      const actor = { ...request.actor, id: token.userId };
      const operationId = derivedId(`reset-password:${token.tokenId}`);
      await complete(reset, requestOperation({ ...request, actor }, operationId, clock()));
    } catch (error) {
      await release(reset);
      throw translatePoolError(error, 'Your password may have been changed or not');
    }
    return { status: 204 };
  };
}
