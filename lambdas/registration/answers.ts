import type { ProblemType } from '../../contracts/api/problems.ts';
import type { RegistrationErrorType } from '../../contracts/registration.ts';
import type { ApiAnswer } from '../platform/api/answer.ts';
import { Refusal } from '../platform/errors.ts';
import { type RegistrationRecord, toApi } from './record.ts';

const problemOfFailure: Partial<Record<RegistrationErrorType, ProblemType>> = {
  email_already_exists: 'email_already_exists',
  role_not_found: 'unknown_roles',
  validation_error: 'validation_error',
};

/** A registration that ended without a user, as a problem that names the registration. */
function refusalOf({ registrationId, failure, rollbackError, state }: RegistrationRecord): Refusal {
  const more = { registrationId, ...(failure?.errors ? { errors: failure.errors } : {}) };
  const why = failure?.message ?? 'The reason is in the log.';
  if (state === 'rollback_failed') {
    const detail = `The registration failed (${why}) and its rollback failed too (${rollbackError?.message ?? 'see the log'}). Resume it, or clean up by hand.`;
    return new Refusal('rollback_failed', detail, more);
  }
  const type = problemOfFailure[failure?.type ?? 'unexpected_exception'];
  if (type !== undefined) return new Refusal(type, why, more);
  return new Refusal(
    'registration_rolled_back',
    `${why} Nothing was left behind; register again when the cause is mended.`,
    more,
  );
}

const location = ({ registrationId }: RegistrationRecord) => ({ location: `/v1/registrations/${registrationId}` });

function registered(record: RegistrationRecord): ApiAnswer {
  const { registrationId, userId, email, name, organisation, roles } = record;
  const body = { registrationId, userId, email, name, organisation, roles, status: 'active' };
  return { status: 201, body, headers: { location: `/v1/users/${userId}` } };
}

/** Still running, or registered without the roles: the body says which, with the transient status. */
function accepted(record: RegistrationRecord): ApiAnswer {
  const { registrationId, state, userId, transientStatus, rolesPending } = toApi(record);
  return {
    status: 202,
    body: { registrationId, state, userId, transientStatus, rolesPending },
    headers: location(record),
  };
}

/** The answer of POST /v1/users, from the record alone, so that the same key gets the same answer. */
export function answerOf(record: RegistrationRecord | undefined): ApiAnswer {
  if (record === undefined) throw new Refusal('internal_error', 'The registration has no record.');
  switch (record.state) {
    case 'registered':
      return registered(record);
    case 'failed':
    case 'rolled_back':
    case 'rollback_failed':
      throw refusalOf(record);
    default:
      return accepted(record);
  }
}
