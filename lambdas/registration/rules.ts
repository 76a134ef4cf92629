import type { Failure, RegistrationMethod, RegistrationState, RoleRefusal } from '../../contracts/registration.ts';
import type { FailureOrError, TaskError } from '../../contracts/workflows/register-user.ts';

/** Every legal move. A pair not listed here is refused. */
export const transitions: Readonly<Record<RegistrationState, readonly RegistrationState[]>> = {
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

/** The states from which a registration may move to `target`. */
export const statesBefore = (target: RegistrationState): readonly RegistrationState[] =>
  (Object.keys(transitions) as RegistrationState[]).filter((state) => transitions[state].includes(target));

/** Somebody answers for the address being hers: the admin who registers her, or her provider. */
export const isVouchedFor = (method: RegistrationMethod): boolean => method !== 'email';

export const emailTaken = (email: string): Failure => ({
  type: 'email_already_exists',
  message: `A user with email ${email} already exists.`,
});

export const rolesUnknown = (roles: readonly string[]): Failure => ({
  type: 'role_not_found',
  message: `There is no role named ${roles.join(', ')}.`,
  roles: [...roles],
});

/** What a call to the identity provider or the store refused for good; `error` is the error's name. */
export const refusedBy = (who: 'identity provider' | 'store', error: string): Failure => ({
  type: who === 'store' ? 'role_assignment_failed' : 'identity_provider_error',
  message: `The ${who} refused: ${error}.`,
});

/** What ended a registration whose workflow was stopped, timed out or lost. */
export const workflowEnded: Failure = {
  type: 'unexpected_exception',
  message: 'The workflow ended before the registration did.',
};

export const brokeUnexpectedly: Failure = {
  type: 'unexpected_exception',
  message: 'Something broke in Rollcall itself; the log of this registration says what.',
};

/** What a task threw outside of the workflow, as Step Functions would hand it on. */
export const thrownByTask = (error: unknown): TaskError => ({
  Cause: JSON.stringify({ errorMessage: error instanceof Error ? error.message : '' }),
});

const gaveUp = /"errorMessage":\s*"(?:404|503) (\w+): (\w+)/;

/** A failure in our own words: a task's error is reduced to the call and the error's name. */
export function inOurWords(failure: FailureOrError): Failure {
  if ('type' in failure && 'message' in failure) return failure as Failure;
  const [, call, name] = gaveUp.exec(failure.Cause ?? '') ?? [];
  if (call === undefined)
    return { type: 'unexpected_exception', message: 'The task ended without an answer after all retries.' };
  return { type: 'identity_provider_error', message: `${call} did not succeed after all retries: ${name}.` };
}

/** Why `role` was not given, when the whole assignment ended in `failure`. */
export function refusalOf(role: string, failure: Failure): RoleRefusal {
  if (failure.roles?.includes(role)) return 'role_not_found';
  return failure.type === 'identity_provider_error' ? 'user_not_found' : 'storage_error';
}
