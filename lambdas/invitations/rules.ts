import type { Invitation } from '../../contracts/api/invitations.ts';
import type { EventData } from '../../contracts/events/index.ts';

export type InvitationState = Invitation['state'];

/** Every legal transition. */
export const transitions: Readonly<Record<InvitationState, readonly InvitationState[]>> = {
  pending: ['accepted', 'revoked', 'expired'],
  accepted: [],
  revoked: [],
  expired: [],
};

const LIFETIME_DAYS = 7;
const DAY_MS = 24 * 60 * 60 * 1000;

export const endOfLife = (createdAt: Date): Date => new Date(createdAt.getTime() + LIFETIME_DAYS * DAY_MS);

/** An invitation is valid until its last millisecond, by the clock of the caller. */
export const isOver = (expiresAt: string, now: Date): boolean => now.getTime() > Date.parse(expiresAt);

export type AcceptanceRefusal = EventData<'InvitationAcceptanceFailed'>['reason'];

/**
 * The invitation's state after a refused acceptance. Without the user it stays pending: they may register again.
 * Where the inviter lacks permissions it is revoked, because a registration is the one chance to accept it.
 */
export const stateAfterRefusal: Readonly<Record<AcceptanceRefusal, InvitationState>> = {
  expired: 'expired',
  not_allowed: 'revoked',
  role_not_found: 'revoked',
  user_not_found: 'pending',
};
