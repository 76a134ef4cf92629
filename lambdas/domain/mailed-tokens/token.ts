import { PASSWORD_RESET_MINUTES, VERIFICATION_MINUTES } from '../../../contracts/authentication.ts';

/** What a link in a mail lets its reader do. */
export type MailedTokenPurpose = 'verification' | 'password-reset';

const MINUTE_MS = 60_000;

const lifetimes: Readonly<Record<MailedTokenPurpose, number>> = {
  verification: VERIFICATION_MINUTES * MINUTE_MS,
  'password-reset': PASSWORD_RESET_MINUTES * MINUTE_MS,
};

/** A link that was mailed, in the tokens table under the keyed hash of its token (docs/adr/0009). */
export interface MailedToken {
  readonly tokenHash: string;
  readonly purpose: MailedTokenPurpose;
  readonly tokenId: string;
  readonly userId: string;
  readonly email: string;
  readonly createdAt: string;
  /** The handler's clock compares it; `expiresAt` is the TTL's, and sweeps later. */
  readonly endsAt: string;
  readonly usedAt?: string;
  /** Who is using it now, and until when nobody else may: an attempt that dies gives it back. */
  readonly claimId?: string;
  readonly claimedUntil?: string;
}

/** Of which message the token is the MAC. */
export const mailedTokenName = (purpose: MailedTokenPurpose, tokenId: string): string => `${purpose}:${tokenId}`;

/** The same for an invitation's token; a resent one will count up. */
export const invitationTokenName = (invitationId: string): string => `invitation:${invitationId}:1`;

export const endOfToken = (purpose: MailedTokenPurpose, createdAt: Date): Date =>
  new Date(createdAt.getTime() + lifetimes[purpose]);

/** A token counts until its last millisecond. */
export const isOver = ({ endsAt }: Pick<MailedToken, 'endsAt'>, now: Date): boolean =>
  now.getTime() > Date.parse(endsAt);
