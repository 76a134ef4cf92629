import type { Actor } from '../../contracts/events/define-event.ts';
import type { Failure } from '../../contracts/registration.ts';
import type { FailureOrError, Reservation, RollBackUserOutput } from '../../contracts/workflows/register-user.ts';
import type { UserPool } from '../domain/user-pool/user-pool.ts';
import { classify } from '../platform/aws/classify.ts';
import type { Clock } from '../platform/clock.ts';
import { errorNameOf, Transient } from '../platform/errors.ts';
import type { JournalEntry } from '../platform/events/journal.ts';
import { failedEntry, roleFailed, rolledBackEntry } from './events.ts';
import type { RegistrationRecord } from './record.ts';
import { inOurWords, refusalOf } from './rules.ts';
import { operationOf, type RegistrationStore } from './store.ts';
import { freeEmail } from './updates.ts';

export interface RollBackDependencies {
  readonly store: RegistrationStore;
  readonly registrationsTable: string;
  readonly usersTable: string;
  readonly pool: Pick<UserPool, 'remove'>;
  readonly clock: Clock;
}

export interface RollBack {
  readonly registration: Reservation;
  readonly failure: FailureOrError;
  /** Who resumes a rollback that failed before; the requester of the registration where not said. */
  readonly actor?: Actor;
}

/** A rollback that failed before has told already that the registration and its roles failed. */
const announced = (record: RegistrationRecord): boolean => record.rollbackError !== undefined;
const attempted = (record: RegistrationRecord): boolean => record.steps.some((step) => step.state === 'created');

/** Every role that was attempted fails with the registration; each attempt has its outcome. */
export function failedRoles(
  registration: Reservation,
  record: RegistrationRecord,
  failure: Failure,
): readonly JournalEntry[] {
  if (!attempted(record)) return [];
  return registration.roles.map((role) => roleFailed(registration, role, refusalOf(role, failure)));
}

/**
 * Removes the one user that this registration made, then frees its e-mail address and tells it, in
 * that order: the address stays locked until the delete is confirmed. May be repeated at any point.
 */
export function rollBackUser({ store, registrationsTable, usersTable, pool, clock }: RollBackDependencies) {
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
    failure: Failure,
  ): Promise<void> {
    const at = clock();
    const { registrationId, userId } = registration;
    const operation = { ...operationOf(registration, at), ...(actor ? { actor } : {}) };
    const told = announced(record)
      ? []
      : [...failedRoles(registration, record, failure), failedEntry(registration, failure, true, userId)];
    const others = [
      freeEmail(registrationsTable, registration),
      { Delete: { TableName: usersTable, Key: { userId } } },
    ];
    const move = { registrationId, state: 'rolled_back', at, changes: { manualCleanupRequired: false } } as const;
    const conflict = await store.move(move, others, operation, [rolledBackEntry(registration, failure), ...told]);
    if (conflict !== undefined) await expectRolledBack(registrationId);
  }

  async function expectRolledBack(registrationId: string): Promise<RegistrationRecord> {
    const record = await store.find(registrationId);
    if (record?.state === 'rolled_back') return record;
    throw new Error(`the registration is ${record?.state ?? 'unknown'}; it is not rolled back`);
  }

  /** The record, now rolling back; as it was left when an earlier try of this rollback ended half-way. */
  async function begin(registrationId: string, failure: Failure): Promise<RegistrationRecord> {
    const record = await store.mark({ registrationId, state: 'rolling_back', at: clock(), changes: { failure } });
    if (record !== undefined) return record;
    const earlier = await store.find(registrationId);
    return earlier?.state === 'rolling_back' ? earlier : expectRolledBack(registrationId);
  }

  return async (input: RollBack): Promise<RollBackUserOutput> => {
    const { registrationId, userId } = input.registration;
    const failure = inOurWords(input.failure);
    const record = await begin(registrationId, failure);
    if (record.state === 'rolled_back') return { outcome: 'rolled_back', failure: record.failure ?? failure };
    await remove(userId);
    await finish(input, record, failure);
    return { outcome: 'rolled_back', failure };
  };
}
