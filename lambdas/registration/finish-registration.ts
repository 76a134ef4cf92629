import * as z from 'zod/mini';
import { SYSTEM_ACTOR_ID } from '../../contracts/fields.ts';
import { type RegistrationRecord, reservationOf } from '../domain/registration/record.ts';
import { errorFields, logger } from '../platform/observability/logger.ts';
import { addContext } from '../platform/observability/request-context.ts';
import type { Clock } from '../platform/runtime.ts';
import type { deferRoles } from './deferred-roles.ts';
import { rawRequestOf, type refuseRegistration } from './reserve-registration.ts';
import type { recordRollbackFailure, resumeRollback, rollBackUser } from './rollback.ts';
import { taskErrorOf, workflowEnded } from './rules.ts';
import type { RegistrationStore } from './store.ts';

/** A workflow that has ended without its registration; `input` is the execution's input, if that is known. */
export interface EndedWorkflow {
  readonly registrationId: string;
  readonly input?: unknown;
}

/** The part that is read of "Step Functions Execution Status Change"; AWS leaves out a large input. */
const statusChange = z.object({
  detail: z.object({ name: z.string(), input: z.optional(z.nullable(z.string())) }),
});

/** The registration whose execution has failed, timed out or been aborted. Throws when the message is no such event. */
export function readExecutionEnd(body: string): EndedWorkflow {
  const { name, input } = z.parse(statusChange, JSON.parse(body)).detail;
  return { registrationId: name, input: input ? JSON.parse(input) : {} };
}

export interface FinishDependencies {
  readonly store: Pick<RegistrationStore, 'find'>;
  readonly refuse: ReturnType<typeof refuseRegistration>;
  readonly defer: ReturnType<typeof deferRoles>;
  readonly rollBack: ReturnType<typeof rollBackUser>;
  readonly recordFailure: ReturnType<typeof recordRollbackFailure>;
  readonly rollBackAgain: ReturnType<typeof resumeRollback>;
  readonly clock: Clock;
}

/**
 * Ends a registration whose workflow ended too early, as the workflow itself would have: refuses it before its user
 * was created, rolls it back while the user was being created, and defers the roles after that. A registration that
 * has ended already stays as it is, so this may run any number of times.
 */
export function finishRegistration(deps: FinishDependencies) {
  const { store, refuse, defer, rollBack, recordFailure, rollBackAgain, clock } = deps;

  /** Before the user was created: the record, if there is one, is as the API admitted it. */
  async function refuseRequest(registrationId: string, request: unknown): Promise<void> {
    // Perhaps announced already: an event that is published again has the same id, and counts once.
    await refuse(rawRequestOf(registrationId, request), workflowEnded, false, clock());
  }

  async function rollBackOrRecord(record: RegistrationRecord): Promise<void> {
    const registration = reservationOf(record);
    const failure = record.failure ?? workflowEnded;
    try {
      await rollBack({ registration, failure });
    } catch (error) {
      logger.warn('the rollback failed', { registrationId: record.registrationId, ...errorFields(error) });
      await recordFailure({ registration, failure, rollbackError: taskErrorOf(error) });
    }
  }

  async function finish(record: RegistrationRecord): Promise<void> {
    // The event of an execution's end has no correlation id.
    addContext({ correlationId: record.correlationId });
    switch (record.state) {
      case 'reserved':
        return record.validatedAt ? rollBackOrRecord(record) : refuseRequest(record.registrationId, record);
      case 'created':
        await defer({ registration: reservationOf(record), failure: {} });
        return;
      case 'rolling_back':
        // Its failure is published already: an operator resumed the failed rollback, and that process died.
        if (record.rollbackError) await rollBackAgain(record, { type: 'system', id: SYSTEM_ACTOR_ID });
        else await rollBackOrRecord(record);
        return;
      default:
        return;
    }
  }

  return async ({ registrationId, input }: EndedWorkflow): Promise<void> => {
    const record = await store.find(registrationId);
    if (record !== undefined) return finish(record);
    if (input !== undefined) await refuseRequest(registrationId, input);
  };
}
