import * as z from 'zod/mini';
import { emailInput } from './email.ts';
import { correlationId, notBlank, oneLine, registrationId, roleNames, userId } from './fields.ts';
import { personalText, storedText } from './stored.ts';

/** The states of a registration. lambdas/registration/rules.ts has the permitted transitions. */
export const registrationStates = [
  'reserved',
  'created',
  'registered',
  'roles_pending',
  'roles_refused',
  'rolling_back',
  'rolled_back',
  'rollback_failed',
  'failed',
] as const;
export const registrationState = z.enum(registrationStates);
export type RegistrationState = z.infer<typeof registrationState>;

/** An `admin` registered the user, the user signed up by `email`, or an `external` provider identified them. */
export const registrationMethod = z.enum(['admin', 'email', 'external']);
export type RegistrationMethod = z.infer<typeof registrationMethod>;

/** Why a registration failed. */
export const registrationErrorType = z.enum([
  'validation_error',
  'email_already_exists',
  'role_not_found',
  'seat_limit_reached',
  'maintenance_mode',
  'identity_provider_error',
  'role_assignment_failed',
  'unexpected_exception',
]);
export type RegistrationErrorType = z.infer<typeof registrationErrorType>;

/** Why a role was not assigned or not revoked. */
export const roleRefusal = z.enum([
  'user_not_found',
  'role_not_found',
  'already_has_role',
  'does_not_have_role',
  'last_admin',
  'not_allowed',
  'storage_error',
]);
export type RoleRefusal = z.infer<typeof roleRefusal>;

/** The reason of the role revocations that a user's deletion causes; other reasons are the caller's text. */
export const USER_DELETED = 'user_deleted';

/** A failure that is safe to show, store and publish: Rollcall's own sentences, never an exception's text. */
export const failure = z.object({
  type: registrationErrorType,
  /** May quote the e-mail address. */
  message: personalText,
  /** The roles that were refused, where the failure is about roles. */
  roles: z.optional(z.array(storedText)),
  /** What is wrong with which field, where the failure is about the input. */
  errors: z.optional(z.array(z.object({ field: storedText, message: storedText }))),
});
export type Failure = z.infer<typeof failure>;

/** A transient failure of a task: 404 when the user is not visible yet, 503 for every other one. */
export const transientStatus = z.union([z.literal(404), z.literal(503)]);
export type TransientStatus = z.infer<typeof transientStatus>;

/**
 * The user pool's custom attribute with the id of the registration that created the user. It is written with
 * the user and never changed, so that the reconciler deletes only users that a registration created (docs/adr/0012).
 */
export const REGISTRATION_ATTRIBUTE = 'registrationId';

/** The workflow's own limits: executions that started before a deployment end after it, so they never get stricter. */
const name = z.string().check(z.minLength(1), z.maxLength(255), notBlank, oneLine);

/**
 * The input of the register-user state machine, which the API, an operator in the console or another workflow
 * starts. The execution's name is the registrationId.
 */
export const registerUserInput = z.strictObject({
  email: emailInput,
  name,
  organisation: z.optional(name),
  roles: roleNames,
  /** The id of the user who requests the registration; the nil UUID for the system. */
  requestedBy: z.uuid(),
  method: z._default(registrationMethod, 'admin'),
  correlationId: z.optional(correlationId),
});
export type RegisterUserInput = z.output<typeof registerUserInput>;

/** The reserved registration, which the tasks pass to each other. */
export const reservation = z.object({
  registrationId,
  userId,
  email: personalText,
  name: personalText,
  organisation: z.optional(personalText),
  roles: z.array(storedText),
  requestedBy: z.uuid(),
  method: registrationMethod,
  correlationId,
});
export type Reservation = z.infer<typeof reservation>;

/** Step Functions' error output of a task that threw after all its retries; the cause is Lambda's JSON. */
const taskError = z.looseObject({ Error: z.optional(z.string()), Cause: z.optional(z.string()) });
export type TaskError = z.infer<typeof taskError>;

/** A failure as a task returned it, or the error of a task that gave up. */
const failureOrError = z.union([failure, taskError]);
export type FailureOrError = z.infer<typeof failureOrError>;

/**
 * Each task's input. `request` is unchecked on purpose: ReserveRegistration validates it. `announced` is
 * false when the bus did not take UserRegistrationStarted, which is then journaled instead.
 */
export const reserveRegistrationInput = z.object({ registrationId, request: z.unknown(), announced: z.boolean() });
export type ReserveRegistrationInput = z.infer<typeof reserveRegistrationInput>;
export const createUserInput = z.object({ registration: reservation });
/** `startedAt` is the time of the workflow's start, for a metric: any text, so that a wrong one does not stop the task. */
export const assignRolesInput = z.object({ registration: reservation, startedAt: z.optional(z.string()) });
export const deferRolesInput = z.object({ registration: reservation, failure: taskError });
export const rollBackUserInput = z.object({ registration: reservation, failure: failureOrError });
export const recordRollbackFailureInput = z.object({
  registration: reservation,
  failure: failureOrError,
  rollbackError: taskError,
});

/** Each task's output. A task throws only where trying again may help, and returns a definitive failure. */
export type ReserveRegistrationOutput =
  | ({ outcome: 'reserved' } & Reservation)
  | { outcome: 'refused'; failure: Failure };
export type CreateUserOutput = { outcome: 'created' } | { outcome: 'refused'; failure: Failure };
export type AssignRolesOutput =
  | { outcome: 'assigned'; user: RegisteredUser }
  | { outcome: 'refused'; failure: Failure };
export type DeferRolesOutput = { outcome: 'deferred'; user: RegisteredUser; status: z.infer<typeof transientStatus> };
export type RollBackUserOutput = { outcome: 'rolled_back'; failure: Failure };
export type RecordRollbackFailureOutput = { outcome: 'recorded'; failure: Failure; rollbackError: Failure };

/** The workflow's output. */
export interface RegisteredUser {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly organisation?: string | undefined;
  readonly roles: readonly string[];
  readonly status: 'active' | 'roles_pending';
}
