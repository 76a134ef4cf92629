import type { Registration } from '../../../contracts/api/registrations.ts';
import { LISTING } from '../../../contracts/internal/tables.ts';
import type * as contract from '../../../contracts/registration.ts';

/** A record's place in the sweeper's list (index byDue); empty for a registration that has ended. */
export interface Due {
  readonly dueList?: string;
  readonly dueAt?: string;
}

/** A registration's record, item `REGISTRATION#<registrationId>`. */
export interface RegistrationRecord extends Due {
  readonly registrationId: string;
  readonly state: contract.RegistrationState;
  readonly userId: string;
  /** As sent when the input is not valid, canonical when it is. */
  readonly email?: string;
  readonly name?: string;
  readonly organisation?: string;
  readonly roles: readonly string[];
  readonly method: contract.RegistrationMethod;
  readonly requestedBy: string;
  readonly correlationId: string;
  readonly steps: readonly { readonly state: contract.RegistrationState; readonly at: string }[];
  readonly createdAt: string;
  readonly updatedAt: string;
  /** SHA-256 of the request that came with this idempotency key. */
  readonly requestHash?: string;
  /** Set once the request is valid and the e-mail lock taken. */
  readonly validatedAt?: string;
  readonly failure?: contract.Failure;
  readonly rollbackError?: contract.Failure;
  readonly manualCleanupRequired?: boolean;
  readonly transientStatus?: contract.TransientStatus;
  readonly attempts?: number;
  readonly nextAttemptAt?: string;
  /** Set by the accounts capability: the state stays, the user is deleted. */
  readonly userDeletedAt?: string;
}

export const recordKey = (registrationId: string) => ({ pk: `REGISTRATION#${registrationId}` });
export const emailLockKey = (email: string) => ({ pk: `EMAIL#${email}` });

/** Who has an address: the item under `emailLockKey`, from before the user is created until they are deleted. */
export interface EmailLock {
  readonly registrationId: string;
  readonly userId: string;
}

/** The states in which the workflow, or a resumed rollback, still has work to do. */
const running: readonly contract.RegistrationState[] = ['reserved', 'created', 'rolling_back'];

export const isRunning = ({ state }: Pick<RegistrationRecord, 'state'>): boolean => running.includes(state);

const MINUTE_MS = 60_000;

// The sweeper starts a workflow that was admitted and not started within a minute.
const START_WITHIN_MS = MINUTE_MS;

// The state machine's own time-out is 10 minutes: after 11 no workflow works on the record.
const STALE_AFTER_MS = 11 * MINUTE_MS;

const dueAfter = (from: Date, ms: number): Due => ({
  dueList: LISTING,
  dueAt: new Date(from.getTime() + ms).toISOString(),
});

export const dueToStart = (now: Date): Due => dueAfter(now, START_WITHIN_MS);

/** When the sweeper looks at a record in `state`: a running one when it is stale, pending roles at their next attempt. */
export function dueIn(state: contract.RegistrationState, now: Date, nextAttempt?: string): Due {
  if (isRunning({ state })) return dueAfter(now, STALE_AFTER_MS);
  if (state === 'roles_pending' && nextAttempt !== undefined) return { dueList: LISTING, dueAt: nextAttempt };
  return {};
}

/** The input that the workflow of this record is started with. */
export const inputOf = ({ email, name, organisation, roles, requestedBy, method, correlationId }: RegistrationRecord) =>
  ({
    email: email ?? '',
    name: name ?? '',
    organisation,
    roles: [...roles],
    requestedBy,
    method,
    correlationId,
  }) satisfies contract.RegisterUserInput;

/** A validated record as the workflow's tasks take it. */
export const reservationOf = (record: RegistrationRecord): contract.Reservation => ({
  registrationId: record.registrationId,
  userId: record.userId,
  ...inputOf(record),
});

/** The states in which a user of this registration exists. */
const withUser: readonly contract.RegistrationState[] = [
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
