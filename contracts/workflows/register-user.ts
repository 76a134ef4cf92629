import * as z from 'zod/mini';
import { emailInput } from '../email.ts';
import { correlationId, notBlank, oneLine, registrationId, roleNames, userId } from '../fields.ts';
import { failure, registrationMethod, type transientStatus } from '../registration.ts';
import { personalText, storedText } from '../stored.ts';

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

type Failure = z.infer<typeof failure>;

/** The workflow's output. */
export interface RegisteredUser {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly organisation?: string | undefined;
  readonly roles: readonly string[];
  readonly status: 'active' | 'roles_pending';
}
