import { SYSTEM_ACTOR_ID } from '../../contracts/fields.ts';
import type { Clock } from '../platform/clock.ts';
import { errorFields, logger } from '../platform/observability/logger.ts';
import { addContext } from '../platform/observability/request-context.ts';
import type { deferRoles } from './defer-roles.ts';
import { rawRequestOf } from './raw-request.ts';
import { type RegistrationRecord, reservationOf } from './record.ts';
import type { recordRollbackFailure } from './record-rollback-failure.ts';
import type { refuseRegistration } from './refuse-registration.ts';
import type { resumeRollback } from './resume.ts';
import type { rollBackUser } from './roll-back-user.ts';
import { thrownByTask, workflowEnded } from './rules.ts';
import type { RegistrationStore } from './store.ts';

export interface FinishDependencies {
  readonly store: Pick<RegistrationStore, 'find'>;
  readonly refuse: ReturnType<typeof refuseRegistration>;
  readonly defer: ReturnType<typeof deferRoles>;
  readonly rollBack: ReturnType<typeof rollBackUser>;
  readonly recordFailure: ReturnType<typeof recordRollbackFailure>;
  readonly rollBackAgain: ReturnType<typeof resumeRollback>;
  readonly clock: Clock;
}

/** A workflow that has ended without its registration; `input` is what it was started with, if that is known. */
export interface DeadWorkflow {
  readonly registrationId: string;
  readonly input?: unknown;
}

/**
 * Ends what a dead workflow left, as the workflow itself would have: refused before anything was made,
 * rolled back while the user was being made, kept with her roles pending once she was. A registration
 * that has ended already stays as it is, so this may run any number of times.
 */
export function finishRegistration(dependencies: FinishDependencies) {
  const { store, refuse, defer, rollBack, recordFailure, rollBackAgain, clock } = dependencies;

  /** Nothing was made yet: the record, if there is one, is as the API admitted it. */
  async function end(registrationId: string, request: unknown): Promise<void> {
    // Not announced, as far as we know: telling the attempt again is told once, by its id.
    await refuse(rawRequestOf(registrationId, request), workflowEnded, false, clock());
  }

  async function undo(record: RegistrationRecord): Promise<void> {
    const registration = reservationOf(record);
    const failure = record.failure ?? workflowEnded;
    try {
      await rollBack({ registration, failure });
    } catch (error) {
      logger.warn('the rollback failed', { registrationId: record.registrationId, ...errorFields(error) });
      await recordFailure({ registration, failure, rollbackError: thrownByTask(error) });
    }
  }

  async function finish(record: RegistrationRecord): Promise<void> {
    // An execution's end names its registration only.
    addContext({ correlationId: record.correlationId });
    switch (record.state) {
      case 'reserved':
        return record.validatedAt ? undo(record) : end(record.registrationId, record);
      case 'created':
        await defer({ registration: reservationOf(record), failure: {} });
        return;
      case 'rolling_back':
        // Told already: somebody resumed a failed rollback, and that died.
        if (record.rollbackError) await rollBackAgain(record, { type: 'system', id: SYSTEM_ACTOR_ID });
        else await undo(record);
        return;
      default:
        return;
    }
  }

  return async ({ registrationId, input }: DeadWorkflow): Promise<void> => {
    const record = await store.find(registrationId);
    if (record !== undefined) return finish(record);
    if (input !== undefined) await end(registrationId, input);
  };
}
