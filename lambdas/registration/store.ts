import type { RegistrationOutcome } from '../../contracts/internal/metrics.ts';
import { LISTING, registrationsByDue } from '../../contracts/internal/tables.ts';
import type { RegistrationRecord } from '../domain/registration/record.ts';
import { type Admissions, admissions } from '../domain/registration/workflow.ts';
import type { Conflict, DynamoDBDocumentClient, WriteAction } from '../platform/aws/dynamo.ts';
import { conditionHeld, QueryCommand, UpdateCommand, writeTransaction } from '../platform/aws/dynamo.ts';
import { Refusal } from '../platform/errors.ts';
import { type JournalEntry, journalActions, type Operation } from '../platform/events/journal.ts';
import { type Measure, type Measurement, measure as measureInLog } from '../platform/observability/metrics.ts';
import { pendingRolesUpdate, postponeUpdate, type Transition, transitionUpdate } from './updates.ts';

export interface RegistrationTables {
  readonly registrations: string;
  readonly journal: string;
}

export interface RegistrationStore extends Pick<Admissions, 'find' | 'admit'> {
  /** Writes the transition, the other actions and the events in one transaction. The transition is action 0. */
  transition(
    transition: Transition,
    others: readonly WriteAction[],
    operation: Operation,
    entries: readonly JournalEntry[],
  ): Promise<Conflict | undefined>;
  /** A transition without events; undefined when the record's state does not allow it. */
  setState(transition: Transition): Promise<RegistrationRecord | undefined>;
  /** Changes a registration whose roles are pending and stay pending; only after attempt `attempts`. */
  updatePendingRoles(
    update: Omit<Transition, 'state'>,
    attempts: number,
    operation: Operation,
    entries: readonly JournalEntry[],
  ): Promise<Conflict | undefined>;
  /** The records that the sweeper has to look at by `now`, longest due first. */
  listDue(now: Date, limit: number): Promise<readonly RegistrationRecord[]>;
  /** Counts the registrations from before `time` that wait for their roles, without abandoned ones. */
  countPending(time: Date): Promise<number>;
  /** Lets the sweeper look again later at a record whose workflow still runs. */
  postpone(record: RegistrationRecord, now: Date): Promise<void>;
  /** Writes any actions and their events in one transaction. */
  write(
    actions: readonly WriteAction[],
    operation: Operation,
    entries: readonly JournalEntry[],
  ): Promise<Conflict | undefined>;
}

export function registrationStore(
  client: DynamoDBDocumentClient,
  tables: RegistrationTables,
  measure: Measure = measureInLog,
): RegistrationStore {
  const table = tables.registrations;
  const { find, admit } = admissions(client, table);

  async function setState(transition: Transition): Promise<RegistrationRecord | undefined> {
    const update = new UpdateCommand({ ...transitionUpdate(table, transition), ReturnValues: 'ALL_NEW' });
    const answer = client.send(update);
    return (await conditionHeld(answer)) ? ((await answer).Attributes as RegistrationRecord) : undefined;
  }

  const listQuery = (ExclusiveStartKey: Record<string, unknown> | undefined) => ({
    TableName: table,
    IndexName: registrationsByDue.name,
    KeyConditionExpression: `${registrationsByDue.partitionKey} = :list`,
    ExpressionAttributeValues: { ':list': LISTING },
    ...(ExclusiveStartKey && { ExclusiveStartKey }),
  });

  async function listDue(now: Date, limit: number): Promise<readonly RegistrationRecord[]> {
    const { name, partitionKey, sortKey } = registrationsByDue;
    const command = new QueryCommand({
      TableName: table,
      IndexName: name,
      KeyConditionExpression: `${partitionKey} = :list AND ${sortKey} <= :now`,
      ExpressionAttributeValues: { ':list': LISTING, ':now': now.toISOString() },
      Limit: limit,
    });
    return ((await client.send(command)).Items ?? []) as RegistrationRecord[];
  }

  async function countPending(time: Date): Promise<number> {
    const isPending = ({ state, createdAt }: RegistrationRecord) =>
      state === 'roles_pending' && createdAt < time.toISOString();
    let pending = 0;
    let start: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await client.send(new QueryCommand(listQuery(start)));
      pending += (Items as RegistrationRecord[]).filter(isPending).length;
      start = LastEvaluatedKey;
    } while (start);
    return pending;
  }

  async function postpone({ registrationId, state }: RegistrationRecord, now: Date): Promise<void> {
    await conditionHeld(client.send(new UpdateCommand(postponeUpdate(table, registrationId, state, now))));
  }

  const write: RegistrationStore['write'] = async (actions, operation, entries) => {
    const rows = journalActions(tables.journal, operation, entries);
    const conflict = await writeTransaction(client, [...actions, ...rows]);
    if (conflict === undefined) measure(...measurementsOf(entries));
    return conflict;
  };

  return {
    find,
    admit,
    listDue,
    countPending,
    postpone,
    setState,
    write,
    updatePendingRoles: (update, attempts, operation, entries) =>
      write([{ Update: pendingRolesUpdate(table, update, attempts) }], operation, entries),
    transition: (transition, others, operation, entries) =>
      write([{ Update: transitionUpdate(table, transition) }, ...others], operation, entries),
  };
}

/** Throws a Refusal `not_found` when there is no such record. */
export async function findRecord(
  store: Pick<RegistrationStore, 'find'>,
  registrationId: string,
): Promise<RegistrationRecord> {
  const record = await store.find(registrationId);
  if (record !== undefined) return record;
  throw new Refusal('not_found', 'There is no registration with this id.');
}

/** How the registration ended with these events; undefined when it did not end. */
function outcomeOf(entries: readonly JournalEntry[]): RegistrationOutcome | undefined {
  const find = (type: string) => entries.find((entry) => entry.type === type);
  const registered = find('UserRegistered')?.data as { readonly status: string } | undefined;
  if (registered) return registered.status === 'active' ? 'registered' : 'roles_pending';
  if (!find('UserRegistrationFailed')) return undefined;
  if (find('UserRollbackFailed')) return 'rollback_failed';
  return find('UserRegistrationRolledBack') ? 'rolled_back' : 'failed';
}

/**
 * The metrics of a write, read off the events that it journaled: a repeated step journals nothing, and so
 * counts nothing.
 */
export function measurementsOf(entries: readonly JournalEntry[]): readonly Measurement[] {
  const outcome = outcomeOf(entries);
  const has = (type: string) => entries.some((entry) => entry.type === type);
  return [
    ...(outcome ? [{ metric: 'Registrations', value: 1, dimensions: { outcome } } as const] : []),
    ...(has('RoleAssignmentDeferred') ? [{ metric: 'RolesDeferred', value: 1 } as const] : []),
    ...(has('UserRegistrationRolledBack') ? [{ metric: 'Rollbacks', value: 1 } as const] : []),
  ];
}
