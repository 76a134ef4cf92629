import { resendVerificationRequest, verifyRequest } from '../../contracts/api/sign-up.ts';
import * as events from '../../contracts/events/definitions.ts';
import { type IssuedToken, LINK_RESPONSE_MS, type MailLink, type NewToken } from '../domain/mailed-tokens/issue.ts';
import type { FindToken, Lease, MailedToken } from '../domain/mailed-tokens/token.ts';
import { leaseToken, releaseToken, tokenNotValid, useToken } from '../domain/mailed-tokens/token.ts';
import { isVerified } from '../domain/profile-rules.ts';
import type { FindProfile, Profile } from '../domain/profiles.ts';
import { translatePoolError } from '../domain/user-pool/errors.ts';
import type { ConfirmEmail } from '../domain/user-pool/users.ts';
import { constantTimeResponse, type Time } from '../platform/api/constant-time-response.ts';
import { type ApiAnswer, type ApiRequest, readBody } from '../platform/api/endpoint.ts';
import { type DynamoDBDocumentClient, type WriteAction, writeTransaction } from '../platform/aws/dynamo.ts';
import { journalActions, journalEntry, type Operation, requestOperation } from '../platform/events/journal.ts';
import { CHANGED, retryUntilUnchanged } from '../platform/retry.ts';
import { type Clock, derivedId, type IdSource } from '../platform/runtime.ts';

export interface VerifyDependencies {
  readonly client: DynamoDBDocumentClient;
  readonly tables: { readonly tokens: string; readonly users: string; readonly journal: string };
  readonly find: FindToken;
  readonly profileOf: FindProfile;
  readonly confirmEmail: ConfirmEmail;
  readonly makeToken: (token: NewToken, at: Date) => Promise<IssuedToken>;
  readonly clock: Clock;
  readonly newId: IdSource;
}

/** Fails where another request has verified the user, or the user is being deleted: read the profile again. */
const markVerified = (table: string, userId: string, at: Date): WriteAction => ({
  Update: {
    TableName: table,
    Key: { userId },
    UpdateExpression: 'SET emailVerifiedAt = :at',
    ConditionExpression:
      'attribute_exists(userId) AND attribute_not_exists(deletionStartedAt) AND attribute_not_exists(emailVerifiedAt)',
    ExpressionAttributeValues: { ':at': at.toISOString() },
  },
});

/**
 * POST /v1/auth/verify. Lease > pool > transaction: the lease of a request that dies between them expires after a
 * minute, and its call of the pool may be repeated.
 */
export function verifyEmail(deps: VerifyDependencies): (request: ApiRequest) => Promise<ApiAnswer> {
  const { client, tables, clock, newId } = deps;

  async function confirmInPool(token: MailedToken, lease: Lease): Promise<void> {
    try {
      if ((await deps.confirmEmail(token.userId)) === 'confirmed') return;
    } catch (error) {
      await writeTransaction(client, [releaseToken(tables.tokens, token, lease)]);
      throw translatePoolError(error, 'The address was not verified');
    }
    throw tokenNotValid();
  }

  /** For a user whose sign-up set no password: the same mail lets the user choose one. */
  async function passwordLink({ userId, email, passwordSetAt }: Profile, at: Date): Promise<readonly IssuedToken[]> {
    if (passwordSetAt !== undefined) return [];
    return [await deps.makeToken({ purpose: 'password-reset', tokenId: newId(), userId, email }, at)];
  }

  /** The end of the token is action 0. */
  async function actionsOf(token: MailedToken, lease: Lease, profile: Profile, operation: Operation) {
    const { userId, email, tokenId } = token;
    const use = useToken(tables.tokens, token, lease, operation.at);
    // An earlier link has verified the address: this one is used up, without another event.
    if (isVerified(profile)) return [use];
    const links = await passwordLink(profile, operation.at);
    const completed = journalEntry(events.userVerificationCompletedV1, 'completed', { userId, tokenId, email });
    return [
      use,
      markVerified(tables.users, userId, operation.at),
      ...links.map(({ put }) => put),
      ...journalActions(tables.journal, operation, [completed, ...links.map(({ entry }) => entry)]),
    ];
  }

  const complete = (token: MailedToken, lease: Lease, operation: Operation): Promise<void> =>
    retryUntilUnchanged(async () => {
      const profile = await deps.profileOf(token.userId);
      if (profile?.email !== token.email) throw tokenNotValid();
      const conflict = await writeTransaction(client, await actionsOf(token, lease, profile, operation));
      if (conflict?.index === 0) throw tokenNotValid();
      return conflict && CHANGED;
    });

  return async (request) => {
    const body = readBody(request, verifyRequest);
    const now = clock();
    const token = await deps.find(body.token, 'verification', now);
    const lease = { id: newId(), at: now };
    if (await writeTransaction(client, [leaseToken(tables.tokens, token, lease)])) throw tokenNotValid();
    await confirmInPool(token, lease);
    // The token proves the user.
    const actor = { ...request.actor, id: token.userId };
    const operationId = derivedId(`verify:${token.tokenId}`);
    await complete(token, lease, requestOperation({ ...request, actor }, operationId, clock()));
    return { status: 200, body: { status: 'verified' } };
  };
}

/** POST /v1/auth/verify/resend: a new link for an unverified user, and the same answer for every other address. */
export function resendVerification(time: Time, mailLink: MailLink): (request: ApiRequest) => Promise<ApiAnswer> {
  return async (request) => {
    const { email } = readBody(request, resendVerificationRequest);
    await constantTimeResponse(time, LINK_RESPONSE_MS, () =>
      mailLink(request, { purpose: 'verification', email, isFor: (profile) => !isVerified(profile) }),
    );
    return { status: 202, body: { status: 'accepted' } };
  };
}
