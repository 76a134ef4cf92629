import type { Actor } from '../../contracts/events/define-event.ts';
import type * as contract from '../../contracts/registration.ts';
import { type RegistrationRecord, reservationOf } from '../domain/registration/record.ts';
import type { UserPool } from '../domain/user-pool/users.ts';
import { classify } from '../platform/aws/classify.ts';
import { errorNameOf, Refusal, Transient } from '../platform/errors.ts';
import type { JournalEntry } from '../platform/events/journal.ts';
import { errorFields, logger } from '../platform/observability/logger.ts';
import type { Clock } from '../platform/runtime.ts';
import { alertEntry, failedEntry, operationOf, roleFailed, rollbackFailedEntry, rolledBackEntry } from './events.ts';
import { roleRefusalOf, taskErrorOf, toFailure, unexpectedFailure } from './rules.ts';
import { findRecord, type RegistrationStore } from './store.ts';
import { unlockEmail } from './updates.ts';

export interface RollBackDependencies {
  readonly store: RegistrationStore;
  readonly registrationsTable: string;
  readonly usersTable: string;
  readonly pool: Pick<UserPool, 'remove'>;
  readonly clock: Clock;
}

export interface RollBack {
  readonly registration: contract.Reservation;
  readonly failure: contract.FailureOrError;
  /** Who resumes a rollback that failed before; by default the requester of the registration. */
  readonly actor?: Actor;
}

/** A rollback that failed before has already published that the registration and its roles failed. */
const isPublished = (record: RegistrationRecord): boolean => record.rollbackError !== undefined;

/** RoleAssignmentFailed for each RoleAssignmentAttempted of the registration. */
function failedRoles(
  registration: contract.Reservation,
  record: RegistrationRecord,
  failure: contract.Failure,
): readonly JournalEntry[] {
  if (!record.steps.some((step) => step.state === 'created')) return [];
  return registration.roles.map((role) => roleFailed(registration, role, roleRefusalOf(role, failure)));
}

/**
 * The saga's compensation: deletes the one user that this registration created, then unlocks their e-mail address
 * and publishes the events, in that order: the address stays locked until the delete is confirmed. May be repeated
 * at any point.
 */
export function rollBackUser({ store, registrationsTable, usersTable, pool, clock }: RollBackDependencies) {
  async function expectRolledBack(registrationId: string): Promise<RegistrationRecord> {
    const record = await store.find(registrationId);
    if (record?.state === 'rolled_back') return record;
    throw new Error(`the registration is ${record?.state ?? 'unknown'}; it is not rolled back`);
  }

  /** The record, now rolling back; as an earlier try of this rollback left it. */
  async function begin(registrationId: string, failure: contract.Failure): Promise<RegistrationRecord> {
    const record = await store.setState({ registrationId, state: 'rolling_back', at: clock(), changes: { failure } });
    if (record !== undefined) return record;
    const earlier = await store.find(registrationId);
    return earlier?.state === 'rolling_back' ? earlier : expectRolledBack(registrationId);
  }

  async function remove(userId: string): Promise<void> {
    try {
      await pool.remove(userId);
    } catch (error) {
      if (classify(error) === 'unexpected') throw error;
      throw new Transient(503, `AdminDeleteUser: ${errorNameOf(error)}`);
    }
  }

  async function finish(
    { registration, actor }: RollBack,
    record: RegistrationRecord,
    failure: contract.Failure,
  ): Promise<void> {
    const at = clock();
    const { registrationId, userId } = registration;
    const conflict = await store.transition(
      { registrationId, state: 'rolled_back', at, changes: { manualCleanupRequired: false } },
      [unlockEmail(registrationsTable, registration), { Delete: { TableName: usersTable, Key: { userId } } }],
      { ...operationOf(registration, at), ...(actor ? { actor } : {}) },
      [
        rolledBackEntry(registration, failure),
        ...(isPublished(record)
          ? []
          : [...failedRoles(registration, record, failure), failedEntry(registration, failure, true, userId)]),
      ],
    );
    if (conflict !== undefined) await expectRolledBack(registrationId);
  }

  return async (input: RollBack): Promise<contract.RollBackUserOutput> => {
    const { registrationId, userId } = input.registration;
    const failure = toFailure(input.failure);
    const record = await begin(registrationId, failure);
    if (record.state === 'rolled_back') return { outcome: 'rolled_back', failure: record.failure ?? failure };
    await remove(userId);
    await finish(input, record, failure);
    return { outcome: 'rolled_back', failure };
  };
}

/** Tries a failed rollback once more; another failure is recorded and refused with its cause. */
export function resumeRollback(store: RegistrationStore, rollBack: ReturnType<typeof rollBackUser>, clock: Clock) {
  async function failAgain({ registrationId }: RegistrationRecord, error: unknown): Promise<never> {
    logger.warn('the rollback failed again', { registrationId, ...errorFields(error) });
    const rollbackError = toFailure(taskErrorOf(error));
    await store.setState({ registrationId, state: 'rollback_failed', at: clock(), changes: { rollbackError } });
    const detail = `The rollback failed again, and can be resumed again. ${rollbackError.message}`;
    throw new Refusal('rollback_failed', detail, { registrationId });
  }

  return async (record: RegistrationRecord, actor: Actor): Promise<RegistrationRecord> => {
    try {
      await rollBack({
        registration: reservationOf(record),
        failure: record.failure ?? unexpectedFailure,
        actor,
      });
    } catch (error) {
      return failAgain(record, error);
    }
    return findRecord(store, record.registrationId);
  };
}

export interface RollbackFailureDependencies {
  readonly store: RegistrationStore;
  readonly pool: Pick<UserPool, 'disable'>;
  readonly clock: Clock;
}

interface RollbackFailure {
  readonly registration: contract.Reservation;
  readonly failure: contract.FailureOrError;
  readonly rollbackError: contract.TaskError;
}

/** Records both failures and asks for manual cleanup; disables the user, if there is one, where possible. */
export function recordRollbackFailure({ store, pool, clock }: RollbackFailureDependencies) {
  async function disableUser({ registrationId, userId }: contract.Reservation): Promise<void> {
    try {
      await pool.disable(userId);
    } catch (error) {
      logger.warn('the user was not disabled', { registrationId, ...errorFields(error) });
    }
  }

  /** True when the registration is a failed rollback now, by this write or an earlier one. */
  async function record(
    registration: contract.Reservation,
    cause: contract.Failure,
    rollbackError: contract.Failure,
  ): Promise<boolean> {
    const at = clock();
    const { registrationId, userId } = registration;
    const before = await store.find(registrationId);
    if (before === undefined) throw new Error('the registration has no record');
    const title = `A rollback failed: user ${userId} needs manual cleanup.`;
    const conflict = await store.transition(
      {
        registrationId,
        state: 'rollback_failed',
        at,
        changes: { failure: cause, rollbackError, manualCleanupRequired: true },
      },
      [],
      operationOf(registration, at),
      [
        ...failedRoles(registration, before, cause),
        rollbackFailedEntry(registration, cause, rollbackError),
        failedEntry(registration, cause, false, userId),
        alertEntry(registration, 'rollback-failed', 'critical', title),
      ],
    );
    // Otherwise it was recorded before, the rollback succeeded after all, or a slow task has registered the user.
    return conflict === undefined || (await store.find(registrationId))?.state === 'rollback_failed';
  }

  return async ({ registration, ...errors }: RollbackFailure): Promise<contract.RecordRollbackFailureOutput> => {
    const failure = toFailure(errors.failure);
    const rollbackError = toFailure(errors.rollbackError);
    // The user is disabled only once the record says that the rollback failed: they may be registered and active.
    if (await record(registration, failure, rollbackError)) await disableUser(registration);
    return { outcome: 'recorded', failure, rollbackError };
  };
}
