import { type Claim, endOfClaim } from '../domain/mailed-tokens/actions.ts';
import type { WriteAction } from '../platform/aws/transaction.ts';

/**
 * One change of a user's password at a time, on her item: of two links, or a link and a change, the second finds
 * what the first has done. An attempt that dies gives the turn back after a minute.
 */
const FREE = '(attribute_not_exists(passwordClaimedUntil) OR passwordClaimedUntil < :now)';
const THERE = 'attribute_exists(userId) AND attribute_not_exists(deletionStartedAt)';

/** A link for a new password dies with any newer password. */
const NEWER_THAN_PASSWORD = '(attribute_not_exists(passwordSetAt) OR passwordSetAt < :createdAt)';

/** Takes the turn; with `linkCreatedAt` only while the password is older than that. */
export const claimPassword = (table: string, userId: string, claim: Claim, linkCreatedAt?: string): WriteAction => ({
  Update: {
    TableName: table,
    Key: { userId },
    UpdateExpression: 'SET passwordClaimId = :claimId, passwordClaimedUntil = :until',
    ConditionExpression: [THERE, FREE, ...(linkCreatedAt ? [NEWER_THAN_PASSWORD] : [])].join(' AND '),
    ExpressionAttributeValues: {
      ':claimId': claim.id,
      ':until': endOfClaim(claim),
      ':now': claim.at.toISOString(),
      ...(linkCreatedAt ? { ':createdAt': linkCreatedAt } : {}),
    },
  },
});

export const releasePassword = (table: string, userId: string, claim: Claim): WriteAction => ({
  Update: {
    TableName: table,
    Key: { userId },
    UpdateExpression: 'REMOVE passwordClaimId, passwordClaimedUntil',
    ConditionExpression: 'passwordClaimId = :claimId',
    ExpressionAttributeValues: { ':claimId': claim.id },
  },
});

/** Notes the new password; with `proved` her address, too, if it was not before. Only while the claim is ours. */
export const setInitialPassword = (
  table: string,
  userId: string,
  claim: Claim,
  at: Date,
  proved: boolean,
): WriteAction => ({
  Update: {
    TableName: table,
    Key: { userId },
    UpdateExpression: `SET passwordSetAt = :at${proved ? ', emailVerifiedAt = if_not_exists(emailVerifiedAt, :at)' : ''} REMOVE passwordClaimId, passwordClaimedUntil`,
    ConditionExpression: `${THERE} AND passwordClaimId = :claimId`,
    ExpressionAttributeValues: { ':at': at.toISOString(), ':claimId': claim.id },
  },
});

/** Forgives failed logins: who has a new password is not kept waiting for the old one. */
export const forgive = (table: string, pk: string): WriteAction => ({ Delete: { TableName: table, Key: { pk } } });
