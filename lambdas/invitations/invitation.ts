import type { Invitation } from '../../contracts/api/invitations.ts';
import type { InvitationState } from './rules.ts';

/**
 * An invitation as stored, item `INVITATION#<invitationId>`. `EMAIL#<email>` names the pending one of
 * an address. Times are under names of their own: `expiresAt` is the TTL's, and nothing here ages out.
 */
export interface InvitationRecord {
  readonly invitationId: string;
  readonly email: string;
  readonly roles: readonly string[];
  readonly invitedBy: string;
  readonly state: InvitationState;
  readonly createdAt: string;
  readonly endsAt: string;
  /** The keyed hash of the token in the mail. */
  readonly tokenHash: string;
  /** SHA-256 of what was asked for: the same idempotency key with another request is refused. */
  readonly requestHash: string;
  readonly correlationId: string;
}

export const invitationKey = (invitationId: string) => ({ pk: `INVITATION#${invitationId}` });
export const pendingKey = (email: string) => ({ pk: `EMAIL#${email}` });

/** The invitation as it was made: a repeated request gets the same answer, whatever became of it since. */
export const asCreated = ({
  invitationId,
  email,
  roles,
  invitedBy,
  createdAt,
  endsAt,
}: InvitationRecord): Invitation => ({
  invitationId,
  email,
  roles: [...roles],
  invitedBy,
  state: 'pending',
  createdAt,
  expiresAt: endsAt,
});
