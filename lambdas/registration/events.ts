import { platformAlertRaisedV1 } from '../../contracts/events/platform-alert-raised.v1.ts';
import { roleAssignmentAttemptedV1 } from '../../contracts/events/role-assignment-attempted.v1.ts';
import { roleAssignmentDeferredV1 } from '../../contracts/events/role-assignment-deferred.v1.ts';
import { roleAssignmentFailedV1 } from '../../contracts/events/role-assignment-failed.v1.ts';
import { roleAssignmentSucceededV1 } from '../../contracts/events/role-assignment-succeeded.v1.ts';
import { userCreatedV1 } from '../../contracts/events/user-created.v1.ts';
import { userRegisteredV1 } from '../../contracts/events/user-registered.v1.ts';
import { userRegistrationFailedV1 } from '../../contracts/events/user-registration-failed.v1.ts';
import { userRegistrationRolledBackV1 } from '../../contracts/events/user-registration-rolled-back.v1.ts';
import { userRegistrationStartedV1 } from '../../contracts/events/user-registration-started.v1.ts';
import { userRegistrationValidatedV1 } from '../../contracts/events/user-registration-validated.v1.ts';
import { userRollbackFailedV1 } from '../../contracts/events/user-rollback-failed.v1.ts';
import type { Failure, RegistrationMethod, RoleRefusal, TransientStatus } from '../../contracts/registration.ts';
import type { Reservation } from '../../contracts/workflows/register-user.ts';
import { type JournalEntry, journalEntry } from '../platform/events/journal.ts';
import { derivedId } from '../platform/ids.ts';

/** The journal entries of each step; the places are unique in a registration, so a repeated step repeats the event's id. */

/** A request as it came, whose fields may be anything. */
export interface RawRequest {
  readonly registrationId: string;
  readonly method: RegistrationMethod;
  readonly email?: string | undefined;
  readonly name?: string | undefined;
  readonly roles: readonly string[];
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
  ...roles.map((role) =>
    journalEntry(roleAssignmentAttemptedV1, `role:${role}:attempted`, { userId, role, assignedBy: requestedBy }),
  ),
];

export const roleSucceeded = ({ userId, requestedBy }: Reservation, role: string): JournalEntry =>
  journalEntry(roleAssignmentSucceededV1, `role:${role}:succeeded`, { userId, role, assignedBy: requestedBy });

export const roleFailed = ({ userId, requestedBy }: Reservation, role: string, reason: RoleRefusal): JournalEntry =>
  journalEntry(roleAssignmentFailedV1, `role:${role}:failed`, { userId, role, assignedBy: requestedBy, reason });

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
  request: RawRequest,
  failure: Failure,
  rolledBack: boolean,
  userId?: string,
): JournalEntry =>
  journalEntry(userRegistrationFailedV1, 'failed', {
    registrationId: request.registrationId,
    email: request.email,
    roles: [...request.roles],
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

/** `what` is the alert's place in the registration, so that it is raised once. */
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
