import * as events from '../../contracts/events/definitions.ts';
import { MAX_ROLES, SYSTEM_ACTOR_ID } from '../../contracts/fields.ts';
import type { Permission } from '../../contracts/permissions.ts';
import type { RoleRefusal } from '../../contracts/registration.ts';
import type {
  Authorization,
  ReadAuthorization,
  ReadPermissions,
  ReadRolePermissions,
} from '../domain/authorization/authorization.ts';
import { missingPermissions } from '../domain/authorization/authorization.ts';
import { roleEvents } from '../domain/authorization/role-events.ts';
import { Transient } from '../platform/errors.ts';
import { type Delivery, eventData } from '../platform/events/consumer.ts';
import { type JournalEntry, journalEntry, type Operation } from '../platform/events/journal.ts';
import { logger } from '../platform/observability/logger.ts';
import { type Clock, derivedId } from '../platform/runtime.ts';
import { type AcceptanceRefusal, isOver, stateAfterRefusal } from './rules.ts';
import type { Acceptance, AcceptanceStore, InvitationRecord, InvitationStore, WriteOutcome } from './store.ts';

export interface AcceptDependencies {
  readonly store: Pick<InvitationStore, 'findPending'> & AcceptanceStore;
  readonly authorizationOf: ReadAuthorization;
  readonly rolePermissions: ReadRolePermissions;
  readonly permissionsOf: ReadPermissions;
  readonly clock: Clock;
}

/** A registered user whose e-mail address is verified. */
interface VerifiedUser {
  readonly userId: string;
  readonly email: string;
}

/**
 * The user whose address an event verifies. A user who signs up has only typed an address, and would get the roles of
 * another user's invitation: their address counts once they have followed the link in the mail.
 */
function verifiedUserOf(event: Delivery): VerifiedUser | undefined {
  if (event.type === events.userVerificationCompletedV1.type)
    return eventData(events.userVerificationCompletedV1, event);
  if (event.type !== events.userRegisteredV1.type) return undefined;
  const { method, ...user } = eventData(events.userRegisteredV1, event);
  return method === 'email' ? undefined : user;
}

/** The same id however often the event is delivered. */
const operationOf = ({ invitation, userId }: Acceptance, { metadata }: Delivery, at: Date): Operation => ({
  id: derivedId(`accept-invitation:${invitation.invitationId}:${userId}`),
  correlationId: metadata.correlationId,
  causationId: metadata.eventId,
  actor: { type: 'system', id: SYSTEM_ACTOR_ID },
  at,
});

const dataOfAcceptance = ({ invitation, userId }: Acceptance) => ({
  invitationId: invitation.invitationId,
  email: invitation.email,
  invitedBy: invitation.invitedBy,
  acceptedUserId: userId,
});

const missingRoleEvents = ({ invitation, userId, missing }: Acceptance) =>
  missing.map((role) => ({ role, ofRole: roleEvents(userId, role, invitation.invitedBy) }));

function acceptedEntries(acceptance: Acceptance): readonly JournalEntry[] {
  const roles = missingRoleEvents(acceptance);
  return [
    ...roles.map(({ role, ofRole }) => ofRole.assignmentAttempted(`attempted:${role}`)),
    ...roles.map(({ role, ofRole }) => ofRole.assignmentSucceeded(`succeeded:${role}`)),
    journalEntry(events.invitationAcceptedV1, 'accepted', {
      ...dataOfAcceptance(acceptance),
      roles: [...acceptance.invitation.roles],
    }),
  ];
}

const attemptsOf = (acceptance: Acceptance, reason: RoleRefusal): readonly JournalEntry[] =>
  missingRoleEvents(acceptance).flatMap(({ role, ofRole }) => [
    // Keys of their own: a later acceptance is another attempt.
    ofRole.assignmentAttempted(`refused:attempted:${role}`),
    ofRole.assignmentFailed(reason, `refused:failed:${role}`),
  ]);

/** With the roles that were not assigned. An expired invitation attempts no assignment. */
const refusedEntries = (acceptance: Acceptance, reason: AcceptanceRefusal): readonly JournalEntry[] => [
  ...(reason === 'expired' ? [] : attemptsOf(acceptance, reason)),
  journalEntry(events.invitationAcceptanceFailedV1, 'refused', {
    ...dataOfAcceptance(acceptance),
    roles: [...acceptance.missing],
    reason,
  }),
];

const INVITE = 'invitations:create' satisfies Permission;

/**
 * Assigns the roles of the pending invitation of a user's address to the user, once. The inviter's permissions are
 * checked again, because they may have been revoked since. Throws a transient failure when the data changed meanwhile.
 */
export function acceptInvitation(deps: AcceptDependencies): (event: Delivery) => Promise<void> {
  const { store, authorizationOf, rolePermissions, permissionsOf, clock } = deps;

  async function mayInvite(inviter: Authorization | undefined, wanted: ReadonlySet<string>): Promise<boolean> {
    if (inviter === undefined || inviter.disabled === true) return false;
    const permissions = await permissionsOf(inviter);
    return permissions.has(INVITE) && missingPermissions(permissions, wanted).length === 0;
  }

  async function refusalOf(
    invitation: InvitationRecord,
    roles: number,
    at: Date,
  ): Promise<AcceptanceRefusal | undefined> {
    if (isOver(invitation.endsAt, at)) return 'expired';
    if (roles > MAX_ROLES) return 'not_allowed';
    const { permissions, unknown } = await rolePermissions(invitation.roles);
    if (unknown.length > 0) return 'role_not_found';
    const inviter = await authorizationOf(invitation.invitedBy);
    return (await mayInvite(inviter, permissions)) ? undefined : 'not_allowed';
  }

  const refuse = (acceptance: Acceptance, event: Delivery, reason: AcceptanceRefusal): Promise<WriteOutcome> =>
    store.refuse(
      acceptance,
      stateAfterRefusal[reason],
      operationOf(acceptance, event, clock()),
      refusedEntries(acceptance, reason),
    );

  async function accept(acceptance: Acceptance, event: Delivery): Promise<WriteOutcome> {
    const operation = operationOf(acceptance, event, clock());
    const outcome = await store.accept(acceptance, operation, acceptedEntries(acceptance));
    return outcome === 'user_not_found' ? refuse(acceptance, event, outcome) : outcome;
  }

  return async (event) => {
    const user = verifiedUserOf(event);
    if (user === undefined) return;
    const { email, userId } = user;
    const invitation = await store.findPending(email);
    if (invitation?.state !== 'pending') return;
    const authorization = await authorizationOf(userId);
    const missing = invitation.roles.filter((role) => authorization?.roles?.has(role) !== true);
    const acceptance = { invitation, userId, missing, disabled: authorization?.disabled === true };
    const roles = (authorization?.roles?.size ?? 0) + missing.length;
    // The registration's own time: an invitation does not expire while its event waits in a queue.
    const refusal = await refusalOf(invitation, roles, new Date(event.metadata.occurredAt));
    const outcome = await (refusal ? refuse(acceptance, event, refusal) : accept(acceptance, event));
    logger.info('invitation processed', { invitationId: invitation.invitationId, userId, refusal, outcome });
    if (outcome === 'changed') throw new Transient(503, 'the roles or the invitation changed meanwhile');
  };
}
