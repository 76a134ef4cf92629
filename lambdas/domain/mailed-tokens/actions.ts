import type { WriteAction } from '../../platform/aws/transaction.ts';
import type { MailedToken } from './token.ts';

/** Somebody's turn at a token. */
export interface Claim {
  readonly id: string;
  readonly at: Date;
}

// Longer than the function can run (10 s) and the gateway waits (30 s): whoever claimed is not at work any more.
const CLAIM_SECONDS = 60;

export const endOfClaim = ({ at }: Claim): string => new Date(at.getTime() + CLAIM_SECONDS * 1000).toISOString();

export const putToken = (table: string, token: MailedToken): WriteAction => ({
  Put: {
    TableName: table,
    Item: { ...token, expiresAt: Math.ceil(Date.parse(token.endsAt) / 1000) },
    ConditionExpression: 'attribute_not_exists(tokenHash)',
  },
});

/** Takes an unused token that nobody else is using. */
export const claimToken = (table: string, { tokenHash }: MailedToken, claim: Claim): WriteAction => ({
  Update: {
    TableName: table,
    Key: { tokenHash },
    UpdateExpression: 'SET claimId = :claimId, claimedUntil = :until',
    ConditionExpression:
      'attribute_exists(tokenHash) AND attribute_not_exists(usedAt) AND (attribute_not_exists(claimedUntil) OR claimedUntil < :now)',
    ExpressionAttributeValues: { ':claimId': claim.id, ':until': endOfClaim(claim), ':now': claim.at.toISOString() },
  },
});

/** Gives a token back that was not used after all. */
export const releaseToken = (table: string, { tokenHash }: MailedToken, claim: Claim): WriteAction => ({
  Update: {
    TableName: table,
    Key: { tokenHash },
    UpdateExpression: 'REMOVE claimId, claimedUntil',
    ConditionExpression: 'claimId = :claimId',
    ExpressionAttributeValues: { ':claimId': claim.id },
  },
});

/** The end of a token, by whoever holds the claim: what comes late changes nothing. */
export const useToken = (table: string, { tokenHash }: MailedToken, claim: Claim, at: Date): WriteAction => ({
  Update: {
    TableName: table,
    Key: { tokenHash },
    UpdateExpression: 'SET usedAt = :at REMOVE claimId, claimedUntil',
    ConditionExpression: 'claimId = :claimId AND attribute_not_exists(usedAt)',
    ExpressionAttributeValues: { ':claimId': claim.id, ':at': at.toISOString() },
  },
});
