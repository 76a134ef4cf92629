import type * as contract from '../../contracts/registration.ts';

/** Every legal state transition. A pair that is not listed here is refused. */
export const transitions: Readonly<Record<contract.RegistrationState, readonly contract.RegistrationState[]>> = {
  reserved: ['created', 'failed', 'rolling_back', 'rollback_failed'],
  created: ['registered', 'roles_pending', 'rolling_back', 'rollback_failed'],
  registered: [],
  roles_pending: ['registered', 'roles_refused'],
  roles_refused: [],
  rolling_back: ['rolled_back', 'rollback_failed'],
  rolled_back: [],
  rollback_failed: ['rolling_back'],
  failed: [],
};

/** The states that a registration may leave for `target`. */
export const statesBefore = (target: contract.RegistrationState): readonly contract.RegistrationState[] =>
  (Object.keys(transitions) as contract.RegistrationState[]).filter((state) => transitions[state].includes(target));

/** True when an admin or an identity provider vouches that the address is the user's. */
export const isEmailTrusted = (method: contract.RegistrationMethod): boolean => method !== 'email';

export const emailTaken = (email: string): contract.Failure => ({
  type: 'email_already_exists',
  message: `A user with email ${email} already exists.`,
});

export const rolesUnknown = (roles: readonly string[]): contract.Failure => ({
  type: 'role_not_found',
  message: `There is no role named ${roles.join(', ')}.`,
  roles: [...roles],
});

/** A definitive refusal of the identity provider or the store; `error` is the error's name. */
export const refusedBy = (service: 'identity provider' | 'store', error: string): contract.Failure => ({
  type: service === 'store' ? 'role_assignment_failed' : 'identity_provider_error',
  message: `The ${service} refused: ${error}.`,
});

/** The failure of a registration whose workflow was stopped, timed out or lost. */
export const workflowEnded: contract.Failure = {
  type: 'unexpected_exception',
  message: 'The workflow ended before the registration did.',
};

export const unexpectedFailure: contract.Failure = {
  type: 'unexpected_exception',
  message: 'An unexpected error occurred in Rollcall; the log of this registration has the details.',
};

/** An error that a task threw outside of the workflow, in the form in which Step Functions passes it on. */
export const taskErrorOf = (error: unknown): contract.TaskError => ({
  Cause: JSON.stringify({ errorMessage: error instanceof Error ? error.message : '' }),
});

const transientMessage = /"errorMessage":\s*"(?:404|503) (\w+): (\w+)/;

/** A failure without raw error text: a task's error is reduced to the call and the error's name. */
export function toFailure(failure: contract.FailureOrError): contract.Failure {
  if ('type' in failure && 'message' in failure) return failure as contract.Failure;
  const [, call, name] = transientMessage.exec(failure.Cause ?? '') ?? [];
  if (call === undefined)
    return { type: 'unexpected_exception', message: 'The task ended without an answer after all retries.' };
  return { type: 'identity_provider_error', message: `${call} did not succeed after all retries: ${name}.` };
}

/** Why `role` was not assigned, when the whole assignment ended in `failure`. */
export function roleRefusalOf(role: string, failure: contract.Failure): contract.RoleRefusal {
  if (failure.roles?.includes(role)) return 'role_not_found';
  return failure.type === 'identity_provider_error' ? 'user_not_found' : 'storage_error';
}
