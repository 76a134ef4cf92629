import { PASSWORD_RESET_MINUTES, VERIFICATION_MINUTES } from '../../../contracts/authentication.ts';
import { type DynamoDBDocumentClient, GetCommand, type WriteAction } from '../../platform/aws/dynamo.ts';
import type { Tokens } from '../../platform/aws/mac-tokens.ts';
import { Refusal } from '../../platform/errors.ts';

/** What a mailed link permits. */
export type MailedTokenPurpose = 'verification' | 'password-reset';

const MINUTE_MS = 60_000;

const lifetimes: Readonly<Record<MailedTokenPurpose, number>> = {
  verification: VERIFICATION_MINUTES * MINUTE_MS,
  'password-reset': PASSWORD_RESET_MINUTES * MINUTE_MS,
};

/** A mailed link, in the tokens table under the keyed hash of its token (docs/adr/0009). */
export interface MailedToken {
  readonly tokenHash: string;
  readonly purpose: MailedTokenPurpose;
  readonly tokenId: string;
  readonly userId: string;
  readonly email: string;
  readonly createdAt: string;
  /** Compared by the handler; `expiresAt` is DynamoDB's TTL, which deletes later. */
  readonly endsAt: string;
  readonly usedAt?: string;
  /** The request that is using the token, and the end of its lease. */
  readonly claimId?: string;
  readonly claimedUntil?: string;
}

/** The message whose MAC is the token. */
export const mailedTokenName = (purpose: MailedTokenPurpose, tokenId: string): string => `${purpose}:${tokenId}`;

/** The same for an invitation's token; a resent invitation will count up. */
export const invitationTokenName = (invitationId: string): string => `invitation:${invitationId}:1`;

export const expiryOf = (purpose: MailedTokenPurpose, createdAt: Date): Date =>
  new Date(createdAt.getTime() + lifetimes[purpose]);

/** A token is valid until its last millisecond. */
export const isExpired = ({ endsAt }: Pick<MailedToken, 'endsAt'>, now: Date): boolean =>
  now.getTime() > Date.parse(endsAt);

/** One answer for an unknown, used or expired token and for one of a deleted user, so that it reveals nothing about other users' links. */
export const tokenNotValid = (): Refusal =>
  new Refusal(
    'token_not_valid',
    'This link was used already, is too old, or is not complete. Ask for a new mail and use its link.',
  );

/** The exclusive use of a token or of a user's password by one request. */
export interface Lease {
  readonly id: string;
  readonly at: Date;
}

// Longer than the function can run (10 s) and the gateway waits (30 s): the owner of an expired lease has stopped.
const LEASE_SECONDS = 60;

export const endOfLease = ({ at }: Lease): string => new Date(at.getTime() + LEASE_SECONDS * 1000).toISOString();

export const putToken = (table: string, token: MailedToken): WriteAction => ({
  Put: {
    TableName: table,
    Item: { ...token, expiresAt: Math.ceil(Date.parse(token.endsAt) / 1000) },
    ConditionExpression: 'attribute_not_exists(tokenHash)',
  },
});

/** The unused, unexpired token with this text. Refuses with token_not_valid. */
export type FindToken = (text: string, purpose: MailedTokenPurpose, now: Date) => Promise<MailedToken>;

export function findToken(client: DynamoDBDocumentClient, table: string, tokens: Pick<Tokens, 'hash'>): FindToken {
  return async (text, purpose, now) => {
    const Key = { tokenHash: await tokens.hash(text) };
    const answer = await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }));
    const token = answer.Item as MailedToken | undefined;
    const isValid = token?.purpose === purpose && token.usedAt === undefined && !isExpired(token, now);
    if (token === undefined || !isValid) throw tokenNotValid();
    return token;
  };
}

/** Fails for a used token, and while another request has the lease. */
export const leaseToken = (table: string, { tokenHash }: MailedToken, lease: Lease): WriteAction => ({
  Update: {
    TableName: table,
    Key: { tokenHash },
    UpdateExpression: 'SET claimId = :claimId, claimedUntil = :until',
    ConditionExpression:
      'attribute_exists(tokenHash) AND attribute_not_exists(usedAt) AND (attribute_not_exists(claimedUntil) OR claimedUntil < :now)',
    ExpressionAttributeValues: { ':claimId': lease.id, ':until': endOfLease(lease), ':now': lease.at.toISOString() },
  },
});

/** Ends the lease of a token that was not used after all. */
export const releaseToken = (table: string, { tokenHash }: MailedToken, lease: Lease): WriteAction => ({
  Update: {
    TableName: table,
    Key: { tokenHash },
    UpdateExpression: 'REMOVE claimId, claimedUntil',
    ConditionExpression: 'claimId = :claimId',
    ExpressionAttributeValues: { ':claimId': lease.id },
  },
});

/** Marks a token as used. Fails where the lease expired and another request took it. */
export const useToken = (table: string, { tokenHash }: MailedToken, lease: Lease, at: Date): WriteAction => ({
  Update: {
    TableName: table,
    Key: { tokenHash },
    UpdateExpression: 'SET usedAt = :at REMOVE claimId, claimedUntil',
    ConditionExpression: 'claimId = :claimId AND attribute_not_exists(usedAt)',
    ExpressionAttributeValues: { ':claimId': lease.id, ':at': at.toISOString() },
  },
});
