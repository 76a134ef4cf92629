import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { verifyRequest } from '../../contracts/api/sign-up.ts';
import { type Claim, claimToken, releaseToken } from '../domain/mailed-tokens/actions.ts';
import type { FindToken } from '../domain/mailed-tokens/find.ts';
import { tokenNotValid } from '../domain/mailed-tokens/refusal.ts';
import type { MailedToken } from '../domain/mailed-tokens/token.ts';
import type { FindProfile } from '../domain/profiles.ts';
import type { ConfirmEmail } from '../domain/user-pool/email.ts';
import { poolSilent } from '../domain/user-pool/unavailable.ts';
import type { ApiAnswer } from '../platform/api/answer.ts';
import { type ApiRequest, readBody } from '../platform/api/request.ts';
import { writeTransaction } from '../platform/aws/transaction.ts';
import type { Clock } from '../platform/clock.ts';
import type { Operation } from '../platform/events/journal.ts';
import { derivedId, type IdSource } from '../platform/ids.ts';
import { CHANGED, retryUntilUnchanged } from '../platform/retry.ts';
import type { PlanVerification } from './verification-plan.ts';

export interface VerifyDependencies {
  readonly client: DynamoDBDocumentClient;
  readonly tokensTable: string;
  readonly find: FindToken;
  readonly profileOf: FindProfile;
  readonly confirmInPool: ConfirmEmail;
  readonly plan: PlanVerification;
  readonly clock: Clock;
  readonly newId: IdSource;
}

const operationOf = ({ tokenId, userId }: MailedToken, request: ApiRequest, at: Date): Operation => ({
  id: derivedId(`verify:${tokenId}`),
  correlationId: request.correlationId,
  causationId: request.requestId,
  // The token shows who it is.
  actor: { ...request.actor, id: userId },
  at,
});

/**
 * POST /v1/auth/verify. Claim > pool > transaction: an attempt that dies between them gives the token back after a
 * minute, and what it did in the pool may be done again.
 */
export function verifyEmail(deps: VerifyDependencies): (request: ApiRequest) => Promise<ApiAnswer> {
  const { client, tokensTable, find, profileOf, confirmInPool, plan, clock, newId } = deps;

  async function confirm(token: MailedToken, claim: Claim): Promise<void> {
    try {
      if ((await confirmInPool(token.userId)) === 'confirmed') return;
    } catch (error) {
      await writeTransaction(client, [releaseToken(tokensTable, token, claim)]);
      throw poolSilent(error);
    }
    throw tokenNotValid();
  }

  const complete = (token: MailedToken, claim: Claim, operation: Operation): Promise<void> =>
    retryUntilUnchanged(async () => {
      const profile = await profileOf(token.userId);
      if (profile?.email !== token.email) throw tokenNotValid();
      const conflict = await writeTransaction(client, await plan({ token, claim, profile, operation }));
      if (conflict?.index === 0) throw tokenNotValid();
      return conflict && CHANGED;
    });

  return async (request) => {
    const body = readBody(request, verifyRequest);
    const at = clock();
    const token = await find(body.token, 'verification', at);
    const claim = { id: newId(), at };
    if (await writeTransaction(client, [claimToken(tokensTable, token, claim)])) throw tokenNotValid();
    await confirm(token, claim);
    await complete(token, claim, operationOf(token, request, clock()));
    return { status: 200, body: { status: 'verified' } };
  };
}
