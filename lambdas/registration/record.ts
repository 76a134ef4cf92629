import type { Registration } from '../../contracts/api/registrations.ts';
import type { Actor } from '../../contracts/events/define-event.ts';
import { SYSTEM_ACTOR_ID } from '../../contracts/fields.ts';
import type { RegistrationState } from '../../contracts/registration.ts';
import type { Reservation } from '../../contracts/workflows/register-user.ts';
import { emailLockKey, type RegistrationRecord, recordKey } from '../domain/registration/record.ts';

export { emailLockKey, type RegistrationRecord, recordKey };

/** What the tasks need of a record that was validated. */
export const reservationOf = (record: RegistrationRecord): Reservation => ({
  registrationId: record.registrationId,
  userId: record.userId,
  email: record.email ?? '',
  name: record.name ?? '',
  organisation: record.organisation,
  roles: [...record.roles],
  requestedBy: record.requestedBy,
  method: record.method,
  correlationId: record.correlationId,
});

export const actorOf = (requestedBy: string): Actor => ({
  type: requestedBy === SYSTEM_ACTOR_ID ? 'system' : 'user',
  id: requestedBy,
});

/** The states in which a user of this registration exists. */
const withUser: readonly RegistrationState[] = [
  'created',
  'registered',
  'roles_pending',
  'roles_refused',
  'rolling_back',
  'rollback_failed',
];

/** The record as the API shows it. */
export function toApi(record: RegistrationRecord): Registration {
  const { registrationId, state, method, email, name, organisation, requestedBy, correlationId } = record;
  const pending = state === 'roles_pending';
  return {
    registrationId,
    state,
    method,
    userId: withUser.includes(state) && record.userDeletedAt === undefined ? record.userId : undefined,
    email,
    name,
    organisation,
    roles: [...record.roles],
    requestedBy,
    correlationId,
    steps: record.steps.map((step) => ({ ...step })),
    failure: record.failure,
    rollbackError: record.rollbackError,
    manualCleanupRequired: record.manualCleanupRequired,
    transientStatus: pending ? record.transientStatus : undefined,
    rolesPending: pending ? [...record.roles] : undefined,
    attempts: record.attempts,
    nextAttemptAt: pending ? record.nextAttemptAt : undefined,
    createdAt: record.createdAt,
    updatedAt: record.updatedAt,
  };
}
