import type { Actor } from '../../contracts/events/define-event.ts';
import type { Failure } from '../../contracts/registration.ts';
import type { Clock } from '../platform/clock.ts';
import { Refusal, Transient } from '../platform/errors.ts';
import { errorFields, logger } from '../platform/observability/logger.ts';
import { nextAttemptAt } from './due.ts';
import { alertEntry, deferredEntry, roleFailed } from './events.ts';
import { type GrantDependencies, grantRoles, setStatus } from './grant-roles.ts';
import { type RegistrationRecord, reservationOf } from './record.ts';
import type { RollBack, rollBackUser } from './roll-back-user.ts';
import { brokeUnexpectedly, inOurWords, refusalOf, thrownByTask } from './rules.ts';
import { operationOf, type RegistrationStore } from './store.ts';

export interface CompleteDependencies extends GrantDependencies {
  readonly clock: Clock;
}

const operationBy = (record: RegistrationRecord, actor: Actor, at: Date) => ({ ...operationOf(record, at), actor });

async function reread(store: RegistrationStore, { registrationId }: RegistrationRecord): Promise<RegistrationRecord> {
  const record = await store.find(registrationId);
  if (record === undefined) throw new Refusal('not_found', 'There is no registration with this id.');
  return record;
}

/**
 * Tries once more to give roles that were deferred. A definitive refusal at this late time does not
 * delete the user, who has been announced: the operator decides. Returns the record as it is then.
 */
export function completeRoles(dependencies: CompleteDependencies) {
  const { store, usersTable, clock } = dependencies;
  const grant = grantRoles(dependencies);

  async function deferAgain(record: RegistrationRecord, actor: Actor, { status }: Transient): Promise<void> {
    const at = clock();
    const attempts = (record.attempts ?? 1) + 1;
    const next = nextAttemptAt(attempts, at);
    const { registrationId } = record;
    const update = { registrationId, at, changes: { transientStatus: status, attempts, nextAttemptAt: next } };
    const entry = deferredEntry(reservationOf(record), status, attempts, next);
    await store.note(update, record.attempts ?? 1, operationBy(record, actor, at), [entry]);
  }

  async function refuse(record: RegistrationRecord, actor: Actor, failure: Failure): Promise<void> {
    const at = clock();
    const registration = reservationOf(record);
    const { registrationId, userId, roles } = registration;
    const title = `The deferred roles of user ${userId} were refused: ${failure.message}`;
    const entries = [
      ...roles.map((role) => roleFailed(registration, role, refusalOf(role, failure))),
      alertEntry(registration, 'roles-refused', 'warning', title),
    ];
    const move = { registrationId, state: 'roles_refused', at, changes: { failure } } as const;
    await store.move(move, [setStatus(usersTable, userId, 'roles_refused')], operationBy(record, actor, at), entries);
  }

  return async (record: RegistrationRecord, actor: Actor): Promise<RegistrationRecord> => {
    const operation = operationBy(record, actor, clock());
    try {
      const answer = await grant(reservationOf(record), {
        from: 'roles_pending',
        operation,
        since: record.createdAt,
      });
      if (answer.outcome === 'refused') await refuse(record, actor, answer.failure);
    } catch (error) {
      if (!(error instanceof Transient)) throw error;
      await deferAgain(record, actor, error);
    }
    return reread(store, record);
  };
}

/** Tries a failed rollback once more; what fails again is recorded again, with what stood in the way. */
export function resumeRollback(store: RegistrationStore, rollBack: ReturnType<typeof rollBackUser>, clock: Clock) {
  async function failAgain({ registrationId }: RegistrationRecord, error: unknown): Promise<never> {
    logger.warn('the rollback failed again', { registrationId, ...errorFields(error) });
    const rollbackError = inOurWords(thrownByTask(error));
    await store.mark({ registrationId, state: 'rollback_failed', at: clock(), changes: { rollbackError } });
    const detail = `The rollback failed again, and can be resumed again. ${rollbackError.message}`;
    throw new Refusal('rollback_failed', detail, { registrationId });
  }

  return async (record: RegistrationRecord, actor: Actor): Promise<RegistrationRecord> => {
    const input: RollBack = {
      registration: reservationOf(record),
      failure: record.failure ?? brokeUnexpectedly,
      actor,
    };
    try {
      await rollBack(input);
    } catch (error) {
      return failAgain(record, error);
    }
    return reread(store, record);
  };
}
