import type { ProblemType } from '../../contracts/api/problems.ts';
import type { Permission } from '../../contracts/permissions.ts';
import type { TransientStatus } from '../../contracts/registration.ts';

/** What is wrong with which field; the path is dotted, such as `roles.0`. */
export interface FieldError {
  readonly field: string;
  readonly message: string;
}

/** The refusal of a request, which the API returns as a problem. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly type: ProblemType;
  readonly errors: readonly FieldError[] | undefined;
  readonly registrationId: string | undefined;
  /** The header Retry-After. */
  readonly retryAfterSeconds: number | undefined;

  constructor(
    type: ProblemType,
    detail: string,
    more: { errors?: readonly FieldError[]; registrationId?: string; retryAfterSeconds?: number } = {},
  ) {
    super(detail);
    this.type = type;
    this.errors = more.errors;
    this.registrationId = more.registrationId;
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}

/** A service did not answer: 503. `consequence` says what was left undone, without a full stop: "Nothing was changed". */
export const unavailable = (service: string, consequence = 'Nothing was changed'): Refusal =>
  new Refusal('unavailable', `${service} did not answer. ${consequence}; send the same request again.`);

/** The Idempotency-Key belongs to another request. */
export const idempotencyKeyReused = (): Refusal =>
  new Refusal(
    'idempotency_key_reused',
    'This Idempotency-Key was used for another request; choose a new key for a new request.',
  );

/** The caller lacks the operation's permission. */
export const forbidden = (permission: Permission): Refusal =>
  new Refusal('not_allowed', `This needs the permission ${permission}, which none of your roles has.`);

/**
 * A transient failure: a repetition may succeed. The only error that a workflow task throws on purpose. The message
 * starts with the status, because Step Functions passes an error on as text, where `transientStatusOf` reads it.
 */
export class Transient extends Error {
  override readonly name = 'Transient';
  readonly status: TransientStatus;

  constructor(status: TransientStatus, why: string) {
    super(`${status} ${why}`);
    this.status = status;
  }
}

/** The status in a Cause of Step Functions; 503 where a task died of anything but a Transient. */
export function transientStatusOf(cause: string | undefined): TransientStatus {
  return /"errorMessage":\s*"404 /.test(cause ?? '') ? 404 : 503;
}

/** An AWS error's name: the wire's status says little (Cognito answers 400 for nearly everything). */
export const errorNameOf = (error: unknown): string => (error instanceof Error ? error.name : 'Unknown');
