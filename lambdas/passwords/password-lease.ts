import { endOfLease, type Lease } from '../domain/mailed-tokens/token.ts';
import type { WriteAction } from '../platform/aws/dynamo.ts';

/**
 * One change of a user's password at a time, by a lease on the user's item: of two links, or a link and a change, the
 * second sees what the first wrote. The lease of a request that dies expires after a minute.
 */
const IS_FREE = '(attribute_not_exists(passwordClaimedUntil) OR passwordClaimedUntil < :now)';
const EXISTS = 'attribute_exists(userId) AND attribute_not_exists(deletionStartedAt)';

/** A newer password voids a link for a new password. */
const IS_NEWER_THAN_PASSWORD = '(attribute_not_exists(passwordSetAt) OR passwordSetAt < :createdAt)';

/** With `linkCreatedAt` it fails where the password is newer than the link. */
export const leasePassword = (table: string, userId: string, lease: Lease, linkCreatedAt?: string): WriteAction => ({
  Update: {
    TableName: table,
    Key: { userId },
    UpdateExpression: 'SET passwordClaimId = :claimId, passwordClaimedUntil = :until',
    ConditionExpression: [EXISTS, IS_FREE, ...(linkCreatedAt ? [IS_NEWER_THAN_PASSWORD] : [])].join(' AND '),
    ExpressionAttributeValues: {
      ':claimId': lease.id,
      ':until': endOfLease(lease),
      ':now': lease.at.toISOString(),
      ...(linkCreatedAt ? { ':createdAt': linkCreatedAt } : {}),
    },
  },
});

export const releasePassword = (table: string, userId: string, lease: Lease): WriteAction => ({
  Update: {
    TableName: table,
    Key: { userId },
    UpdateExpression: 'REMOVE passwordClaimId, passwordClaimedUntil',
    ConditionExpression: 'passwordClaimId = :claimId',
    ExpressionAttributeValues: { ':claimId': lease.id },
  },
});

/** Records the time of the new password; with `provesEmail` the verification of the address, too. Fails without the lease. */
export const recordNewPassword = (
  table: string,
  userId: string,
  lease: Lease,
  at: Date,
  provesEmail: boolean,
): WriteAction => ({
  Update: {
    TableName: table,
    Key: { userId },
    UpdateExpression: `SET passwordSetAt = :at${provesEmail ? ', emailVerifiedAt = if_not_exists(emailVerifiedAt, :at)' : ''} REMOVE passwordClaimId, passwordClaimedUntil`,
    ConditionExpression: `${EXISTS} AND passwordClaimId = :claimId`,
    ExpressionAttributeValues: { ':at': at.toISOString(), ':claimId': lease.id },
  },
});
