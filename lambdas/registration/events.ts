import { platformAlertRaisedV1 } from '../../contracts/events/platform-alert-raised.v1.ts';
import { roleAssignmentDeferredV1 } from '../../contracts/events/role-assignment-deferred.v1.ts';
import { userCreatedV1 } from '../../contracts/events/user-created.v1.ts';
import { userRegisteredV1 } from '../../contracts/events/user-registered.v1.ts';
import { userRegistrationFailedV1 } from '../../contracts/events/user-registration-failed.v1.ts';
import { userRegistrationRolledBackV1 } from '../../contracts/events/user-registration-rolled-back.v1.ts';
import { userRegistrationStartedV1 } from '../../contracts/events/user-registration-started.v1.ts';
import { userRegistrationValidatedV1 } from '../../contracts/events/user-registration-validated.v1.ts';
import { userRollbackFailedV1 } from '../../contracts/events/user-rollback-failed.v1.ts';
import { SYSTEM_ACTOR_ID } from '../../contracts/fields.ts';
import type { Failure, RegistrationMethod, RoleRefusal, TransientStatus } from '../../contracts/registration.ts';
import type { Reservation } from '../../contracts/workflows/register-user.ts';
import { roleEvents } from '../domain/authorization/role-events.ts';
import { type JournalEntry, journalEntry, type Operation } from '../platform/events/journal.ts';
import { derivedId, eventIdOf } from '../platform/runtime.ts';

/** The operation that a registration's events belong to. An entry's key is unique in it, so that a repeated step repeats the event's id. */
export function operationOf(
  { registrationId, correlationId, requestedBy }: Pick<Reservation, 'registrationId' | 'correlationId' | 'requestedBy'>,
  at: Date,
): Operation {
  return {
    id: registrationId,
    correlationId,
    causationId: eventIdOf(registrationId, 'started'),
    actor: { type: requestedBy === SYSTEM_ACTOR_ID ? 'system' : 'user', id: requestedBy },
    at,
  };
}

/** A request as it came, as far as it can be recorded: its fields may be anything. */
export interface RawRequest {
  readonly registrationId: string;
  readonly method: RegistrationMethod;
  readonly email?: string | undefined;
  readonly name?: string | undefined;
  readonly roles: readonly string[];
  readonly requestedBy: string;
  readonly correlationId: string;
}

export const startedEntry = ({ registrationId, method, email, name, roles }: RawRequest): JournalEntry =>
  journalEntry(userRegistrationStartedV1, 'started', { registrationId, method, email, name, roles: [...roles] });

export const validatedEntry = ({ registrationId, userId, email, roles }: Reservation): JournalEntry =>
  journalEntry(userRegistrationValidatedV1, 'validated', { registrationId, userId, email, roles });

export const createdEntries = ({
  registrationId,
  userId,
  email,
  roles,
  requestedBy,
}: Reservation): readonly JournalEntry[] => [
  journalEntry(userCreatedV1, 'created', { registrationId, userId, email }),
  ...roles.map((role) => roleEvents(userId, role, requestedBy).assignmentAttempted()),
];

export const roleSucceeded = ({ userId, requestedBy }: Reservation, role: string): JournalEntry =>
  roleEvents(userId, role, requestedBy).assignmentSucceeded();

export const roleFailed = ({ userId, requestedBy }: Reservation, role: string, reason: RoleRefusal): JournalEntry =>
  roleEvents(userId, role, requestedBy).assignmentFailed(reason);

export const registeredEntry = (
  { registrationId, userId, email, name, roles, method }: Reservation,
  status: 'active' | 'roles_pending',
): JournalEntry =>
  journalEntry(userRegisteredV1, 'registered', { registrationId, userId, email, name, roles, status, method });

export const deferredEntry = (
  { registrationId, userId, roles }: Reservation,
  status: TransientStatus,
  attempt: number,
  nextAttemptAt: string,
): JournalEntry =>
  journalEntry(roleAssignmentDeferredV1, `deferred:${attempt}`, {
    registrationId,
    userId,
    roles,
    status,
    attempt,
    nextAttemptAt,
  });

/** The one terminal event of a registration without a user. */
export const failedEntry = (
  { registrationId, email, roles }: Pick<RawRequest, 'registrationId' | 'email' | 'roles'>,
  failure: Failure,
  rolledBack: boolean,
  userId?: string,
): JournalEntry =>
  journalEntry(userRegistrationFailedV1, 'failed', {
    registrationId,
    email,
    roles: [...roles],
    errorType: failure.type,
    errorMessage: failure.message,
    userId,
    rolledBack,
  });

export const rolledBackEntry = ({ registrationId, userId, email }: Reservation, cause: Failure): JournalEntry =>
  journalEntry(userRegistrationRolledBackV1, 'rolled-back', { registrationId, userId, email, cause });

export const rollbackFailedEntry = (
  { registrationId, userId, email }: Reservation,
  cause: Failure,
  rollbackError: Failure,
): JournalEntry =>
  journalEntry(userRollbackFailedV1, 'rollback-failed', {
    registrationId,
    userId,
    email,
    cause,
    rollbackError,
    manualCleanupRequired: true,
  });

/** `what` identifies the alert in the registration, so that it is raised once. */
export const alertEntry = (
  { registrationId }: Reservation,
  what: 'rollback-failed' | 'roles-refused' | 'roles-pending',
  severity: 'warning' | 'critical',
  title: string,
): JournalEntry =>
  journalEntry(platformAlertRaisedV1, `alert:${what}`, {
    id: derivedId(`${registrationId}:alert:${what}`),
    severity,
    title,
    source: `${what}:${registrationId}`,
  });
