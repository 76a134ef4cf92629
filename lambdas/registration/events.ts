import * as events from '../../contracts/events/definitions.ts';

import { SYSTEM_ACTOR_ID } from '../../contracts/fields.ts';
import type * as contract from '../../contracts/registration.ts';
import { roleEvents } from '../domain/authorization/role-events.ts';
import { type JournalEntry, journalEntry, type Operation } from '../platform/events/journal.ts';
import { derivedId, eventIdOf } from '../platform/runtime.ts';

/** The operation that a registration's events belong to. An entry's key is unique in it, so that a repeated step repeats the event's id. */
export function operationOf(
  {
    registrationId,
    correlationId,
    requestedBy,
  }: Pick<contract.Reservation, 'registrationId' | 'correlationId' | 'requestedBy'>,
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
  readonly method: contract.RegistrationMethod;
  readonly email?: string | undefined;
  readonly name?: string | undefined;
  readonly roles: readonly string[];
  readonly requestedBy: string;
  readonly correlationId: string;
}

export const startedEntry = ({ registrationId, method, email, name, roles }: RawRequest): JournalEntry =>
  journalEntry(events.userRegistrationStartedV1, 'started', { registrationId, method, email, name, roles: [...roles] });

export const validatedEntry = ({ registrationId, userId, email, roles }: contract.Reservation): JournalEntry =>
  journalEntry(events.userRegistrationValidatedV1, 'validated', { registrationId, userId, email, roles });

export const createdEntries = ({
  registrationId,
  userId,
  email,
  roles,
  requestedBy,
}: contract.Reservation): readonly JournalEntry[] => [
  journalEntry(events.userCreatedV1, 'created', { registrationId, userId, email }),
  ...roles.map((role) => roleEvents(userId, role, requestedBy).assignmentAttempted()),
];

export const roleSucceeded = ({ userId, requestedBy }: contract.Reservation, role: string): JournalEntry =>
  roleEvents(userId, role, requestedBy).assignmentSucceeded();

export const roleFailed = (
  { userId, requestedBy }: contract.Reservation,
  role: string,
  reason: contract.RoleRefusal,
): JournalEntry => roleEvents(userId, role, requestedBy).assignmentFailed(reason);

export const registeredEntry = (
  { registrationId, userId, email, name, roles, method }: contract.Reservation,
  status: 'active' | 'roles_pending',
): JournalEntry =>
  journalEntry(events.userRegisteredV1, 'registered', { registrationId, userId, email, name, roles, status, method });

export const deferredEntry = (
  { registrationId, userId, roles }: contract.Reservation,
  status: contract.TransientStatus,
  attempt: number,
  nextAttemptAt: string,
): JournalEntry =>
  journalEntry(events.roleAssignmentDeferredV1, `deferred:${attempt}`, {
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
  failure: contract.Failure,
  rolledBack: boolean,
  userId?: string,
): JournalEntry =>
  journalEntry(events.userRegistrationFailedV1, 'failed', {
    registrationId,
    email,
    roles: [...roles],
    errorType: failure.type,
    errorMessage: failure.message,
    userId,
    rolledBack,
  });

export const rolledBackEntry = (
  { registrationId, userId, email }: contract.Reservation,
  cause: contract.Failure,
): JournalEntry =>
  journalEntry(events.userRegistrationRolledBackV1, 'rolled-back', { registrationId, userId, email, cause });

export const rollbackFailedEntry = (
  { registrationId, userId, email }: contract.Reservation,
  cause: contract.Failure,
  rollbackError: contract.Failure,
): JournalEntry =>
  journalEntry(events.userRollbackFailedV1, 'rollback-failed', {
    registrationId,
    userId,
    email,
    cause,
    rollbackError,
    manualCleanupRequired: true,
  });

/** `what` identifies the alert in the registration, so that it is raised once. */
export const alertEntry = (
  { registrationId }: contract.Reservation,
  what: 'rollback-failed' | 'roles-refused' | 'roles-pending',
  severity: 'warning' | 'critical',
  title: string,
): JournalEntry =>
  journalEntry(events.platformAlertRaisedV1, `alert:${what}`, {
    id: derivedId(`${registrationId}:alert:${what}`),
    severity,
    title,
    source: `${what}:${registrationId}`,
  });
