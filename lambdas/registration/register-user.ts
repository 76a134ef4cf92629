import { createHash } from 'node:crypto';
import { idempotencyKey, type RegisterUserRequest, registerUserRequest } from '../../contracts/api/users.ts';
import type { RegisterUserInput } from '../../contracts/workflows/register-user.ts';
import { missingPermissions, type ReadRolePermissions } from '../domain/authorization/authorization.ts';
import { admittedRecord } from '../domain/registration/admission.ts';
import type { ApiAnswer } from '../platform/api/answer.ts';
import { type ApiRequest, type Caller, readBody, readHeader } from '../platform/api/request.ts';
import type { Clock } from '../platform/clock.ts';
import { Refusal } from '../platform/errors.ts';
import { derivedId, type IdSource } from '../platform/ids.ts';
import { answerOf } from './answers.ts';
import type { RegistrationRecord } from './record.ts';
import type { completeRoles } from './resume.ts';
import type { RegistrationStore } from './store.ts';
import type { Workflow } from './workflow.ts';

export interface RegisterDependencies {
  readonly store: RegistrationStore;
  readonly roles: ReadRolePermissions;
  readonly start: Workflow['start'];
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

/** Nobody gives what she does not hold. A role that does not exist is refused by the workflow, which tells it. */
async function mayGrant(caller: Caller, names: readonly string[], roles: ReadRolePermissions): Promise<void> {
  const { permissions } = await roles(names);
  const beyond = missingPermissions(caller.permissions, permissions);
  if (beyond.length === 0) return;
  throw new Refusal('not_allowed', `These roles hold what you do not hold yourself: ${beyond.join(', ')}.`);
}

/** POST /v1/users: admits the request once, starts the workflow by its id, waits a little, answers from the record. */
export function registerUser({ store, roles, start, awaitEnd, complete, clock, newId }: RegisterDependencies) {
  /** The record of an earlier request with this key; undefined when this one is the first. */
  async function admitted(record: RegistrationRecord): Promise<RegistrationRecord | undefined> {
    if (await store.admit(record)) return undefined;
    const earlier = await store.find(record.registrationId);
    if (earlier?.requestHash === record.requestHash) return earlier;
    throw new Refusal(
      'idempotency_key_reused',
      'This Idempotency-Key came with another body before; choose a new key for a new request.',
    );
  }

  return async (request: ApiRequest): Promise<ApiAnswer> => {
    const body = readBody(request, registerUserRequest);
    const key = readHeader(request, 'Idempotency-Key', idempotencyKey);
    await mayGrant(request.caller, body.roles, roles);
    const registrationId = key === undefined ? newId() : derivedId(`${request.caller.userId}:register:${key}`);
    const { correlationId } = request;
    const input: RegisterUserInput = { ...body, requestedBy: request.caller.userId, method: 'admin', correlationId };
    const earlier = await admitted(
      admittedRecord({ registrationId, input, correlationId, requestHash: hashOf(body), at: clock() }),
    );
    if (earlier?.state === 'roles_pending' && !earlier.userDeletedAt)
      return answerOf(await complete(earlier, request.actor));
    // Also when the request was admitted before: it may have died before it started the workflow.
    if (earlier === undefined || earlier.state === 'reserved') await start(registrationId, input);
    return answerOf(await awaitEnd(registrationId));
  };
}
