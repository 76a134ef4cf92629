import { invitationAcceptanceFailedV1 } from '../../contracts/events/invitation-acceptance-failed.v1.ts';
import { invitationAcceptedV1 } from '../../contracts/events/invitation-accepted.v1.ts';
import { roleAssignmentAttemptedV1 } from '../../contracts/events/role-assignment-attempted.v1.ts';
import { roleAssignmentFailedV1 } from '../../contracts/events/role-assignment-failed.v1.ts';
import { roleAssignmentSucceededV1 } from '../../contracts/events/role-assignment-succeeded.v1.ts';
import { SYSTEM_ACTOR_ID } from '../../contracts/fields.ts';
import type { RoleRefusal } from '../../contracts/registration.ts';
import type { Delivery } from '../platform/events/consumer.ts';
import { type JournalEntry, journalEntry, type Operation } from '../platform/events/journal.ts';
import { derivedId } from '../platform/ids.ts';
import type { InvitationRecord } from './invitation.ts';
import type { AcceptanceRefusal } from './rules.ts';

/** An invitation that meets its registered user. */
export interface Acceptance {
  readonly invitation: InvitationRecord;
  readonly userId: string;
  /** The invitation's roles that the user does not hold yet. */
  readonly missing: readonly string[];
  /** As she was read. */
  readonly disabled: boolean;
}

/** The same however often the registration is delivered. */
export const operationOf = ({ invitation, userId }: Acceptance, { metadata }: Delivery, at: Date): Operation => ({
  id: derivedId(`accept-invitation:${invitation.invitationId}:${userId}`),
  correlationId: metadata.correlationId,
  causationId: metadata.eventId,
  actor: { type: 'system', id: SYSTEM_ACTOR_ID },
  at,
});

const about = ({ invitation, userId }: Acceptance) => ({
  invitationId: invitation.invitationId,
  email: invitation.email,
  invitedBy: invitation.invitedBy,
  acceptedUserId: userId,
});

export function acceptedEntries(acceptance: Acceptance): readonly JournalEntry[] {
  const { invitation, userId, missing } = acceptance;
  const given = (role: string) => ({ userId, role, assignedBy: invitation.invitedBy });
  return [
    ...missing.map((role) => journalEntry(roleAssignmentAttemptedV1, `attempted:${role}`, given(role))),
    ...missing.map((role) => journalEntry(roleAssignmentSucceededV1, `succeeded:${role}`, given(role))),
    journalEntry(invitationAcceptedV1, 'accepted', { ...about(acceptance), roles: [...invitation.roles] }),
  ];
}

/** Each role that was to be given, and was not. In places of their own: a later acceptance is another attempt. */
function failedEntries({ invitation, userId, missing }: Acceptance, reason: RoleRefusal): readonly JournalEntry[] {
  return missing.flatMap((role) => {
    const given = { userId, role, assignedBy: invitation.invitedBy };
    return [
      journalEntry(roleAssignmentAttemptedV1, `refused:attempted:${role}`, given),
      journalEntry(roleAssignmentFailedV1, `refused:failed:${role}`, { ...given, reason }),
    ];
  });
}

/** Names the roles that were not given. An invitation that is over gives none: nothing was attempted. */
export const refusedEntries = (acceptance: Acceptance, reason: AcceptanceRefusal): readonly JournalEntry[] => [
  ...(reason === 'expired' ? [] : failedEntries(acceptance, reason)),
  journalEntry(invitationAcceptanceFailedV1, 'refused', {
    ...about(acceptance),
    roles: [...acceptance.missing],
    reason,
  }),
];
