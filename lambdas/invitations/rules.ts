import type { Invitation } from '../../contracts/api/invitations.ts';
import type { EventData } from '../../contracts/events/index.ts';

export type InvitationState = Invitation['state'];

/** Every legal move. A pair not listed here is refused. */
export const transitions: Readonly<Record<InvitationState, readonly InvitationState[]>> = {
  pending: ['accepted', 'revoked', 'expired'],
  accepted: [],
  revoked: [],
  expired: [],
};

const LIFETIME_DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1000;

export const endOfLife = (createdAt: Date): Date => new Date(createdAt.getTime() + LIFETIME_DAYS * DAY_MS);

/** An invitation counts until its last millisecond; the caller's clock is the one that decides. */
export const isOver = (expiresAt: string, now: Date): boolean => now.getTime() > Date.parse(expiresAt);

export type AcceptanceRefusal = EventData<'InvitationAcceptanceFailed'>['reason'];

/**
 * Where a failed acceptance leaves the invitation. Without the user it stays: she may register again.
 * What the inviter may no longer give is withdrawn, because the person has registered, once.
 */
export const stateAfterRefusal: Readonly<Record<AcceptanceRefusal, InvitationState>> = {
  expired: 'expired',
  not_allowed: 'revoked',
  role_not_found: 'revoked',
  user_not_found: 'pending',
};
