import type { AuditEntry } from '../../contracts/api/audit.ts';
import type { EventMetadata } from '../../contracts/events/define-event.ts';
import type { EventType } from '../../contracts/events/index.ts';
import { SYSTEM_ACTOR_ID } from '../../contracts/fields.ts';

/** An event as it is recorded: its envelope, whatever its version. */
export interface RecordedEvent {
  readonly type: string;
  readonly metadata: EventMetadata;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Actions that do not derive from the event's name. */
const actionNames: Readonly<Record<string, string>> = {
  RoleAssignmentSucceeded: 'ROLE_ASSIGNED',
  RoleRevocationSucceeded: 'ROLE_REVOKED',
} satisfies Partial<Record<EventType, string>>;

const LIMITS = { name: 100, targetId: 255, ip: 45, userAgent: 500 } as const;

/** `UserRegistered` -> `USER_REGISTERED`; the success events of a role are `ROLE_ASSIGNED` and `ROLE_REVOKED`. */
export function actionOf(type: string): string {
  const name = actionNames[type] ?? type.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '_').toUpperCase();
  return name.slice(0, LIMITS.name);
}

export interface Target {
  readonly targetType: string;
  readonly targetId: string;
}

const byRegistration = ['registrationId', 'registration'] as const;
const byUser = ['userId', 'user'] as const;
const byInvitation = ['invitationId', 'invitation'] as const;
const byMail = ['intentId', 'mail'] as const;
const byRole = ['role', 'role'] as const;
const byAlert = ['id', 'alert'] as const;

/**
 * The target of each event: the field with the id, and the type.
 * Operators search by the id that they have: the registrationId while a registration runs and after it failed (every
 * response of POST /v1/users has it), the userId once there is a user. So events of the registration's course have the
 * registration as target, and events of the user have the user; the details hold the other id, and the correlationId
 * is the same.
 */
const targets: Readonly<Record<EventType, readonly [field: string, targetType: string]>> = {
  UserRegistrationStarted: byRegistration,
  UserRegistrationValidated: byRegistration,
  UserRegistrationFailed: byRegistration,
  UserRegistrationRolledBack: byRegistration,
  UserRollbackFailed: byRegistration,
  UserCreated: byUser,
  UserRegistered: byUser,
  RoleAssignmentAttempted: byUser,
  RoleAssignmentSucceeded: byUser,
  RoleAssignmentFailed: byUser,
  RoleAssignmentDeferred: byUser,
  RoleRevocationAttempted: byUser,
  RoleRevocationSucceeded: byUser,
  RoleRevocationFailed: byUser,
  UserRolesReplaced: byUser,
  PermissionGroupsSet: byUser,
  AuthorizationCacheInvalidated: byUser,
  AllSessionsRevoked: byUser,
  SessionRevoked: byUser,
  AuthenticationStarted: byUser,
  Authenticated: byUser,
  AuthenticationFailed: byUser,
  UserVerificationRequested: byUser,
  UserVerificationCompleted: byUser,
  PasswordResetRequested: byUser,
  PasswordResetCompleted: byUser,
  PasswordChanged: byUser,
  ExternalIdentityLinked: byUser,
  SignUpRefused: byUser,
  RoleCreated: byRole,
  RoleUpdated: byRole,
  RoleDeleted: byRole,
  UserEnabled: byUser,
  UserDisabled: byUser,
  UserDeleted: byUser,
  InvitationCreated: byInvitation,
  InvitationAccepted: byInvitation,
  InvitationAcceptanceFailed: byInvitation,
  MailSent: byMail,
  MailFailed: byMail,
  MailUnknown: byMail,
  PlatformAlertRaised: byAlert,
};

/** An event that this version does not know is recorded under its own id. */
export function targetOf({ type, metadata, data }: RecordedEvent): Target {
  const [field, targetType] = (targets as Readonly<Record<string, readonly [string, string]>>)[type] ?? [];
  const id = field === undefined ? undefined : data[field];
  if (targetType === undefined || typeof id !== 'string' || id === '') {
    return { targetType: 'event', targetId: metadata.eventId };
  }
  return { targetType, targetId: id.slice(0, LIMITS.targetId) };
}

/** The entry of an event: the same event always has the same entry. */
export function entryOf(event: RecordedEvent): AuditEntry {
  const { metadata, data } = event;
  const { eventId, correlationId, actor } = metadata;
  return {
    id: eventId,
    eventId,
    // Always with milliseconds, because entries are sorted as text.
    occurredAt: new Date(metadata.occurredAt).toISOString(),
    actorId: actor.id,
    ...(actor.id === SYSTEM_ACTOR_ID ? { actorName: 'Rollcall' } : {}),
    action: actionOf(event.type),
    ...targetOf(event),
    details: data,
    ...(actor.ip === undefined ? {} : { ip: actor.ip.slice(0, LIMITS.ip) }),
    ...(actor.userAgent === undefined ? {} : { userAgent: actor.userAgent.slice(0, LIMITS.userAgent) }),
    correlationId,
  };
}
