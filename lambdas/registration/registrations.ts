import { registrationPath } from '../../contracts/api/registrations.ts';
import { type RegistrationRecord, toApi } from '../domain/registration/record.ts';
import { type ApiAnswer, type ApiRequest, readPath } from '../platform/api/endpoint.ts';
import { Refusal } from '../platform/errors.ts';
import type { completeRoles } from './deferred-roles.ts';
import type { resumeRollback } from './rollback.ts';
import { findRecord, type RegistrationStore } from './store.ts';

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
