import { createHash } from 'node:crypto';
import type { ProblemType } from '../../contracts/api/problems.ts';
import { registrationPath } from '../../contracts/api/registrations.ts';
import { idempotencyKey, type RegisterUserRequest, registerUserRequest } from '../../contracts/api/users.ts';
import type { RegisterUserInput, RegistrationErrorType } from '../../contracts/registration.ts';
import { missingPermissions, type ReadRolePermissions } from '../domain/authorization/authorization.ts';
import { type RegistrationRecord, toApi } from '../domain/registration/record.ts';
import { type Admissions, admittedRecord, type StartRegistration } from '../domain/registration/workflow.ts';
import type { ApiAnswer, ApiRequest, Caller } from '../platform/api/endpoint.ts';
import { readBody, readHeader, readPath } from '../platform/api/endpoint.ts';
import { idempotencyKeyReused, Refusal } from '../platform/errors.ts';
import { type Clock, derivedId, type IdSource } from '../platform/runtime.ts';
import type { completeRoles } from './deferred-roles.ts';
import type { resumeRollback } from './rollback.ts';
import { findRecord, type RegistrationStore } from './store.ts';

export interface RegisterDependencies {
  readonly store: Pick<Admissions, 'find' | 'admit'>;
  readonly roles: ReadRolePermissions;
  readonly start: StartRegistration;
  /** Reads the record until the registration has ended or its time is up. */
  readonly awaitEnd: (registrationId: string) => Promise<RegistrationRecord | undefined>;
  readonly complete: ReturnType<typeof completeRoles>;
  readonly clock: Clock;
  readonly newId: IdSource;
}

const hashOf = (request: RegisterUserRequest): string => {
  const { email, name, organisation, roles } = request;
  return createHash('sha256')
    .update(JSON.stringify([email, name, organisation ?? null, roles]))
    .digest('base64url');
};

/** Refuses roles with permissions that the caller does not have. The workflow refuses unknown roles and publishes that. */
async function checkRoles(caller: Caller, names: readonly string[], roles: ReadRolePermissions): Promise<void> {
  const { permissions } = await roles(names);
  const missing = missingPermissions(caller.permissions, permissions);
  if (missing.length === 0) return;
  throw new Refusal('not_allowed', `These roles have permissions that you do not have: ${missing.join(', ')}.`);
}

/** POST /v1/users: admits the request once, starts the workflow by its id, waits a little, answers from the record. */
export function registerUser({ store, roles, start, awaitEnd, complete, clock, newId }: RegisterDependencies) {
  /** The record of an earlier request with this idempotency key; undefined for the first request. */
  async function admit(record: RegistrationRecord): Promise<RegistrationRecord | undefined> {
    if (await store.admit(record)) return undefined;
    const earlier = await store.find(record.registrationId);
    if (earlier?.requestHash === record.requestHash) return earlier;
    throw idempotencyKeyReused();
  }

  return async (request: ApiRequest): Promise<ApiAnswer> => {
    const body = readBody(request, registerUserRequest);
    const key = readHeader(request, 'Idempotency-Key', idempotencyKey);
    await checkRoles(request.caller, body.roles, roles);
    const registrationId = key === undefined ? newId() : derivedId(`${request.caller.userId}:register:${key}`);
    const { correlationId } = request;
    const input: RegisterUserInput = { ...body, requestedBy: request.caller.userId, method: 'admin', correlationId };
    const earlier = await admit(
      admittedRecord({ registrationId, input, correlationId, requestHash: hashOf(body), at: clock() }),
    );
    if (earlier?.state === 'roles_pending' && !earlier.userDeletedAt)
      return answerOf(await complete(earlier, request.actor));
    // Also when the request was admitted before: it may have died before it started the workflow.
    if (earlier === undefined || earlier.state === 'reserved') await start(registrationId, input);
    return answerOf(await awaitEnd(registrationId));
  };
}

/** The answer of POST /v1/users, from the record alone, so that the same key gets the same answer. */
function answerOf(record: RegistrationRecord | undefined): ApiAnswer {
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

function registered(record: RegistrationRecord): ApiAnswer {
  const { registrationId, userId, email, name, organisation, roles } = record;
  const body = { registrationId, userId, email, name, organisation, roles, status: 'active' };
  return { status: 201, body, headers: { location: `/v1/users/${userId}` } };
}

/** Still running, or registered without the roles: the body has the state and the transient status. */
function accepted(record: RegistrationRecord): ApiAnswer {
  const { registrationId, state, userId, transientStatus, rolesPending } = toApi(record);
  return {
    status: 202,
    body: { registrationId, state, userId, transientStatus, rolesPending },
    headers: { location: `/v1/registrations/${registrationId}` },
  };
}

const problemOfFailure: Partial<Record<RegistrationErrorType, ProblemType>> = {
  email_already_exists: 'email_already_exists',
  role_not_found: 'unknown_roles',
  validation_error: 'validation_error',
};

/** A registration that ended without a user, as a problem with the registration's id. */
function refusalOf({ registrationId, failure, rollbackError, state }: RegistrationRecord): Refusal {
  const more = { registrationId, ...(failure?.errors ? { errors: failure.errors } : {}) };
  const reason = failure?.message ?? 'The reason is in the log.';
  if (state === 'rollback_failed') {
    const detail = `The registration failed (${reason}) and its rollback failed too (${rollbackError?.message ?? 'see the log'}). Resume it, or clean up by hand.`;
    return new Refusal('rollback_failed', detail, more);
  }
  const type = problemOfFailure[failure?.type ?? 'unexpected_exception'];
  if (type !== undefined) return new Refusal(type, reason, more);
  return new Refusal(
    'registration_rolled_back',
    `${reason} The registration was rolled back completely; register again when the cause is fixed.`,
    more,
  );
}

/** GET /v1/registrations/{registrationId} */
export function getRegistration(store: Pick<RegistrationStore, 'find'>) {
  return async (request: ApiRequest): Promise<ApiAnswer> => {
    const { registrationId } = readPath(request, registrationPath);
    return { status: 200, body: toApi(await findRecord(store, registrationId)) };
  };
}

export interface ResumeDependencies {
  readonly store: Pick<RegistrationStore, 'find'>;
  readonly complete: ReturnType<typeof completeRoles>;
  readonly rollBackAgain: ReturnType<typeof resumeRollback>;
}

/**
 * POST /v1/registrations/{registrationId}/resume: 200 when the registration has ended (also when it had before),
 * 202 when the roles are still pending.
 */
export function resumeRegistration({ store, complete, rollBackAgain }: ResumeDependencies) {
  function resume(record: RegistrationRecord, request: ApiRequest): Promise<RegistrationRecord> {
    if (record.userDeletedAt) throw new Refusal('nothing_to_resume', 'The user was deleted after the registration.');
    switch (record.state) {
      case 'registered':
      case 'rolled_back':
        return Promise.resolve(record);
      case 'roles_pending':
        return complete(record, request.actor);
      case 'rollback_failed':
        return rollBackAgain(record, request.actor);
      default:
        // A resumed rollback whose process died; the workflow's own rollback is left to the workflow.
        if (record.state === 'rolling_back' && record.rollbackError) return rollBackAgain(record, request.actor);
        throw new Refusal(
          'nothing_to_resume',
          `The registration is ${record.state}; only roles_pending and rollback_failed can be resumed.`,
        );
    }
  }

  return async (request: ApiRequest): Promise<ApiAnswer> => {
    const { registrationId } = readPath(request, registrationPath);
    const record = await resume(await findRecord(store, registrationId), request);
    return { status: record.state === 'roles_pending' ? 202 : 200, body: toApi(record) };
  };
}
