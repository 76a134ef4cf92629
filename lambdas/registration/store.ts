import { type DynamoDBDocumentClient, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { LISTING, registrationsByDue } from '../../contracts/internal/tables.ts';
import type { Reservation } from '../../contracts/workflows/register-user.ts';
import { type Admissions, admissions } from '../domain/registration/admission.ts';
import { type Conflict, type WriteAction, writeTransaction } from '../platform/aws/transaction.ts';
import { errorNameOf } from '../platform/errors.ts';
import { type JournalEntry, journalActions, type Operation } from '../platform/events/journal.ts';
import { eventIdOf } from '../platform/ids.ts';
import { type Measure, measure } from '../platform/observability/metrics.ts';
import { measurementsOf } from './measurements.ts';
import { actorOf, type RegistrationRecord } from './record.ts';
import { type Move, moveUpdate, noteUpdate, postponeUpdate } from './updates.ts';

export interface RegistrationTables {
  readonly registrations: string;
  readonly journal: string;
}

/** The operation that a registration's events belong to. */
export function operationOf(
  { registrationId, correlationId, requestedBy }: Pick<Reservation, 'registrationId' | 'correlationId' | 'requestedBy'>,
  at: Date,
): Operation {
  const causationId = eventIdOf(registrationId, 'started');
  return { id: registrationId, correlationId, causationId, actor: actorOf(requestedBy), at };
}

export interface RegistrationStore extends Pick<Admissions, 'find' | 'admit'> {
  /** The record's move, what goes with it, and the events, all or nothing. The move is action 0. */
  move(
    move: Move,
    others: readonly WriteAction[],
    operation: Operation,
    entries: readonly JournalEntry[],
  ): Promise<Conflict | undefined>;
  /** A move without events; undefined when the record is in no state that allows it. */
  mark(move: Move): Promise<RegistrationRecord | undefined>;
  /** Changes of a registration whose roles are pending, which stays in that state; only after attempt `attempts`. */
  note(
    update: Omit<Move, 'state'>,
    attempts: number,
    operation: Operation,
    entries: readonly JournalEntry[],
  ): Promise<Conflict | undefined>;
  /** What the sweeper must look at by `now`, longest due first. */
  due(now: Date, limit: number): Promise<readonly RegistrationRecord[]>;
  /** How many registrations that were made before `time` wait for their roles, given up ones aside. */
  countPending(time: Date): Promise<number>;
  /** Has the sweeper look at a record that still runs again later. */
  postpone(record: RegistrationRecord, now: Date): Promise<void>;
  /** Any actions with their events. */
  write(
    actions: readonly WriteAction[],
    operation: Operation,
    entries: readonly JournalEntry[],
  ): Promise<Conflict | undefined>;
}

export function registrationStore(
  client: DynamoDBDocumentClient,
  tables: RegistrationTables,
  told: Measure = measure,
): RegistrationStore {
  const table = tables.registrations;
  const { find, admit } = admissions(client, table);

  async function unlessRefused<T>(call: Promise<T>): Promise<T | undefined> {
    try {
      return await call;
    } catch (error) {
      if (errorNameOf(error) === 'ConditionalCheckFailedException') return undefined;
      throw error;
    }
  }

  async function mark(move: Move): Promise<RegistrationRecord | undefined> {
    const update = new UpdateCommand({ ...moveUpdate(table, move), ReturnValues: 'ALL_NEW' });
    const answer = await unlessRefused(client.send(update));
    return answer?.Attributes as RegistrationRecord | undefined;
  }

  const listQuery = (ExclusiveStartKey: Record<string, unknown> | undefined) => ({
    TableName: table,
    IndexName: registrationsByDue.name,
    KeyConditionExpression: `${registrationsByDue.partitionKey} = :list`,
    ExpressionAttributeValues: { ':list': LISTING },
    ...(ExclusiveStartKey && { ExclusiveStartKey }),
  });

  async function due(now: Date, limit: number): Promise<readonly RegistrationRecord[]> {
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
    const isMeant = ({ state, createdAt }: RegistrationRecord) =>
      state === 'roles_pending' && createdAt < time.toISOString();
    let pending = 0;
    let start: Record<string, unknown> | undefined;
    do {
      const { Items = [], LastEvaluatedKey } = await client.send(new QueryCommand(listQuery(start)));
      pending += (Items as RegistrationRecord[]).filter(isMeant).length;
      start = LastEvaluatedKey;
    } while (start);
    return pending;
  }

  async function postpone({ registrationId, state }: RegistrationRecord, now: Date): Promise<void> {
    await unlessRefused(client.send(new UpdateCommand(postponeUpdate(table, registrationId, state, now))));
  }

  const write: RegistrationStore['write'] = async (actions, operation, entries) => {
    const rows = journalActions(tables.journal, operation, entries);
    const conflict = await writeTransaction(client, [...actions, ...rows]);
    if (conflict === undefined) told(...measurementsOf(entries));
    return conflict;
  };

  return {
    find,
    admit,
    due,
    countPending,
    postpone,
    mark,
    write,
    note: (update, attempts, operation, entries) =>
      write([{ Update: noteUpdate(table, update, attempts) }], operation, entries),
    move: (move, others, operation, entries) =>
      write([{ Update: moveUpdate(table, move) }, ...others], operation, entries),
  };
}
