import { PASSWORD_RESET_MINUTES, VERIFICATION_MINUTES } from '../../../contracts/authentication.ts';
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
