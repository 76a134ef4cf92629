import { dueIn, type RegistrationRecord } from '../../../lambdas/domain/registration/record.ts';
import type { Conflict, WriteAction } from '../../../lambdas/platform/aws/dynamo.ts';
import {
  type JournalEntry,
  type JournalRow,
  journalRows,
  type Operation,
} from '../../../lambdas/platform/events/journal.ts';
import { statesBefore } from '../../../lambdas/registration/rules.ts';
import type { RegistrationStore } from '../../../lambdas/registration/store.ts';
import type { Transition } from '../../../lambdas/registration/updates.ts';

/** The record with its place in the sweeper's list updated. */
function listed(record: RegistrationRecord, at: Date, nextAttempt?: string): RegistrationRecord {
  const { dueList: _, dueAt: __, ...rest } = record;
  return { ...rest, ...dueIn(record.state, at, nextAttempt) };
}

const conflictAt = (index: number): Conflict => ({ index, failed: [{ index }] });

/** A registration store in memory: with the same table of transitions, all or nothing. */
export function fakeRegistrationStore(...records: readonly RegistrationRecord[]) {
  const byId = new Map(records.map((record) => [record.registrationId, record]));
  const journal: JournalRow[] = [];
  const written: WriteAction[] = [];
  /** The next writes fail with a conflict at this action, once each. */
  const conflicts: number[] = [];
  /** Thrown by the next writes, once each. */
  const errors: Error[] = [];

  function commit(actions: readonly WriteAction[], operation: Operation, entries: readonly JournalEntry[]) {
    written.push(...actions);
    journal.push(...journalRows(operation, entries));
  }

  function applied({ registrationId, state, at, changes, from }: Transition): RegistrationRecord | undefined {
    const record = byId.get(registrationId);
    if (record === undefined || !(from ?? statesBefore(state)).includes(record.state)) return undefined;
    const steps = [...record.steps, { state, at: at.toISOString() }];
    return listed({ ...record, ...changes, state, steps }, at, changes?.nextAttemptAt);
  }

  function scripted(): Conflict | undefined {
    const error = errors.shift();
    if (error) throw error;
    const index = conflicts.shift();
    return index === undefined ? undefined : conflictAt(index);
  }

  const store: RegistrationStore = {
    find: async (id) => byId.get(id),
    admit: async (record) => {
      if (byId.has(record.registrationId)) return false;
      byId.set(record.registrationId, record);
      return true;
    },
    setState: async (transition) => {
      const record = applied(transition);
      if (record) byId.set(record.registrationId, record);
      return record;
    },
    write: async (actions, operation, entries) => {
      const conflict = scripted();
      if (conflict) return conflict;
      commit(actions, operation, entries);
      return undefined;
    },
    listDue: async (now, limit) =>
      [...byId.values()].filter(({ dueAt }) => dueAt !== undefined && dueAt <= now.toISOString()).slice(0, limit),
    countPending: async (time) =>
      [...byId.values()].filter(
        ({ state, createdAt, dueList }) =>
          state === 'roles_pending' && dueList !== undefined && createdAt < time.toISOString(),
      ).length,
    postpone: async (record, now) => void byId.set(record.registrationId, { ...record, ...dueIn(record.state, now) }),
    updatePendingRoles: async ({ registrationId, changes, at }, attempts, operation, entries) => {
      const record = byId.get(registrationId);
      if (record?.state !== 'roles_pending' || record.attempts !== attempts) return conflictAt(0);
      byId.set(registrationId, listed({ ...record, ...changes }, at, changes?.nextAttemptAt));
      commit([], operation, entries);
      return undefined;
    },
    transition: async (transition, others, operation, entries) => {
      const conflict = scripted();
      if (conflict) return conflict;
      const record = applied(transition);
      if (record === undefined) return conflictAt(0);
      byId.set(record.registrationId, record);
      commit(others, operation, entries);
      return undefined;
    },
  };

  return {
    store,
    written,
    conflicts,
    errors,
    events: () => journal.map((row) => row.type),
    data: (type: string) => journal.find((row) => row.type === type)?.detail.data,
    rows: journal,
    state: (id = 'reg-1') => byId.get(id)?.state,
    record: (id = 'reg-1') => byId.get(id),
    put: (record: RegistrationRecord) => byId.set(record.registrationId, record),
    all: () => [...byId.values()],
  };
}
