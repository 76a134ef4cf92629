import type { Failure } from '../../contracts/registration.ts';
import type {
  FailureOrError,
  RecordRollbackFailureOutput,
  Reservation,
  TaskError,
} from '../../contracts/workflows/register-user.ts';
import type { UserPool } from '../domain/user-pool/user-pool.ts';
import type { Clock } from '../platform/clock.ts';
import { errorFields, logger } from '../platform/observability/logger.ts';
import { alertEntry, failedEntry, rollbackFailedEntry } from './events.ts';
import { failedRoles } from './roll-back-user.ts';
import { inOurWords } from './rules.ts';
import { operationOf, type RegistrationStore } from './store.ts';

export interface RecordDependencies {
  readonly store: RegistrationStore;
  readonly pool: Pick<UserPool, 'disable'>;
  readonly clock: Clock;
}

interface Input {
  readonly registration: Reservation;
  readonly failure: FailureOrError;
  readonly rollbackError: TaskError;
}

/** Records both failures and asks for manual cleanup; the user, if there is one, is locked out where possible. */
export function recordRollbackFailure({ store, pool, clock }: RecordDependencies) {
  async function lockOut({ registrationId, userId }: Reservation): Promise<void> {
    try {
      await pool.disable(userId);
    } catch (error) {
      logger.warn('the user was not disabled', { registrationId, ...errorFields(error) });
    }
  }

  /** True when the registration is a failed rollback now, by this write or an earlier one. */
  async function record(registration: Reservation, cause: Failure, rollbackError: Failure): Promise<boolean> {
    const at = clock();
    const { registrationId, userId } = registration;
    const before = await store.find(registrationId);
    if (before === undefined) throw new Error('the registration has no record');
    const changes = { failure: cause, rollbackError, manualCleanupRequired: true };
    const title = `A rollback failed: user ${userId} needs manual cleanup.`;
    const entries = [
      ...failedRoles(registration, before, cause),
      rollbackFailedEntry(registration, cause, rollbackError),
      failedEntry(registration, cause, false, userId),
      alertEntry(registration, 'rollback-failed', 'critical', title),
    ];
    const conflict = await store.move(
      { registrationId, state: 'rollback_failed', at, changes },
      [],
      operationOf(registration, at),
      entries,
    );
    // Else it was recorded before, the rollback came through after all, or a slow task has registered the user.
    return conflict === undefined || (await store.find(registrationId))?.state === 'rollback_failed';
  }

  return async ({ registration, failure, rollbackError }: Input): Promise<RecordRollbackFailureOutput> => {
    const causes = { failure: inOurWords(failure), rollbackError: inOurWords(rollbackError) };
    // Not before the record says so: she may be registered and well.
    const failed = await record(registration, causes.failure, causes.rollbackError);
    if (failed) await lockOut(registration);
    return { outcome: 'recorded', ...causes };
  };
}
