import type { Registration } from '../../contracts/api/registrations.ts';
import type { Actor } from '../../contracts/events/define-event.ts';
import { SYSTEM_ACTOR_ID } from '../../contracts/fields.ts';
import type { Failure, RegistrationMethod, RegistrationState, TransientStatus } from '../../contracts/registration.ts';
import type { Reservation } from '../../contracts/workflows/register-user.ts';
import type { Due } from './due.ts';

/** A registration's record, item `REGISTRATION#<registrationId>`. */
export interface RegistrationRecord extends Due {
  readonly registrationId: string;
  readonly state: RegistrationState;
  readonly userId: string;
  /** As it came when the input was not valid, canonical when it was. */
  readonly email?: string;
  readonly name?: string;
  readonly organisation?: string;
  readonly roles: readonly string[];
  readonly method: RegistrationMethod;
  readonly requestedBy: string;
  readonly correlationId: string;
  readonly steps: readonly { readonly state: RegistrationState; readonly at: string }[];
  readonly createdAt: string;
  readonly updatedAt: string;
  /** SHA-256 of the request that came with this idempotency key. */
  readonly requestHash?: string;
  /** Set once the request is valid and the e-mail lock taken. */
  readonly validatedAt?: string;
  readonly failure?: Failure;
  readonly rollbackError?: Failure;
  readonly manualCleanupRequired?: boolean;
  readonly transientStatus?: TransientStatus;
  readonly attempts?: number;
  readonly nextAttemptAt?: string;
  /** Set by the accounts capability: the state stays as it was, the user is gone. */
  readonly userDeletedAt?: string;
}

export const recordKey = (registrationId: string) => ({ pk: `REGISTRATION#${registrationId}` });
export const emailLockKey = (email: string) => ({ pk: `EMAIL#${email}` });

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
