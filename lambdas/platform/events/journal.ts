import type * as z from 'zod/mini';
import type { Actor, EventDefinition, EventMetadata } from '../../../contracts/events/define-event.ts';
import { SYSTEM_ACTOR_ID } from '../../../contracts/fields.ts';
import type { DynamoDBDocumentClient, WriteAction } from '../aws/dynamo.ts';
import { conditionHeld, GetCommand, PutCommand, writeTransaction } from '../aws/dynamo.ts';
import { derivedId, eventIdOf } from '../runtime.ts';
import type { Delivery } from './consumer.ts';

/** A change whose events share its id, actor and cause. */
export interface Operation {
  readonly id: string;
  readonly correlationId: string;
  readonly causationId: string;
  readonly actor: Actor;
  readonly at: Date;
}

/** The operation that an API request starts. */
export const requestOperation = (
  { correlationId, requestId, actor }: { correlationId: string; requestId: string; actor: Actor },
  id: string,
  at: Date,
): Operation => ({ id, correlationId, causationId: requestId, actor, at });

/** An event and its key, which is unique in the operation: the event's id derives from both. */
export interface JournalEntry {
  readonly type: string;
  readonly version: number;
  readonly key: string;
  readonly data: unknown;
}

/** An entry for the transactional outbox, typed by the event's contract. */
export function journalEntry<Type extends string, Data extends z.ZodMiniType>(
  event: EventDefinition<Type, Data>,
  key: string,
  data: z.output<Data>,
): JournalEntry {
  return { type: event.type, version: event.version, key, data };
}

/** A row of the journal table (transactional outbox), which the stream's publisher reads. */
export interface JournalRow {
  /** Partition key. */
  readonly operationId: string;
  /** Sort key: the entry's key. The attribute keeps its published name. */
  readonly place: string;
  /** EventBridge's source; Rollcall's where not said. */
  readonly source?: string;
  /** EventBridge's detail-type and detail. */
  readonly type: string;
  readonly detail: { readonly metadata: EventMetadata; readonly data: unknown };
  /** Epoch seconds; DynamoDB's TTL. */
  readonly expiresAt: number;
}

// The audit trail is the permanent copy; 90 days allow replays and a comparison of rows with audit entries.
const TTL_SECONDS = 90 * 24 * 60 * 60;

/**
 * The rows of one transaction, which is written together with the state change. Each is a millisecond later than the
 * one before, so that sorting by time keeps their order.
 */
export function journalRows(operation: Operation, entries: readonly JournalEntry[]): readonly JournalRow[] {
  return entries.map((entry, index) => ({
    operationId: operation.id,
    place: entry.key,
    type: entry.type,
    detail: {
      metadata: {
        eventId: eventIdOf(operation.id, entry.key),
        version: entry.version,
        occurredAt: new Date(operation.at.getTime() + index).toISOString(),
        correlationId: operation.correlationId,
        causationId: operation.causationId,
        actor: operation.actor,
      },
      data: entry.data,
    },
    expiresAt: Math.floor(operation.at.getTime() / 1000) + TTL_SECONDS,
  }));
}

/** The earliest time of a next event that sorts behind all of these: with 50 rows, 50 ms after `at`. */
export const nextEventTime = (at: Date, entries: readonly JournalEntry[]): Date =>
  new Date(at.getTime() + entries.length);

export function journalActions(
  table: string,
  operation: Operation,
  entries: readonly JournalEntry[],
): readonly WriteAction[] {
  return journalRows(operation, entries).map((row) => ({ Put: { TableName: table, Item: { ...row } } }));
}

/** Writes state and its events in one transaction; false when a condition failed, and then nothing is written. */
export type WriteWithEvents = (
  actions: readonly WriteAction[],
  operation: Operation,
  entries: readonly JournalEntry[],
) => Promise<boolean>;

export function writeWithEvents(client: DynamoDBDocumentClient, journalTable: string): WriteWithEvents {
  return async (actions, operation, entries) => {
    const rows = journalActions(journalTable, operation, entries);
    return (await writeTransaction(client, [...actions, ...rows])) === undefined;
  };
}

/** The operation that a consumer derives from a delivery: the same for every repeated delivery. */
export const consumerOperation = ({ metadata }: Delivery, name: string, at: Date): Operation => ({
  id: derivedId(`${name}:${metadata.eventId}`),
  correlationId: metadata.correlationId,
  causationId: metadata.eventId,
  actor: { type: 'system', id: SYSTEM_ACTOR_ID },
  at,
});

/** A consumer's journal, for events that no state is written with. */
export interface ConsumerJournal {
  /** Whether the operation has journaled this already. */
  has(operation: Operation, key: string): Promise<boolean>;
  /** False when an earlier delivery has added the row, which stays. */
  add(operation: Operation, entry: JournalEntry): Promise<boolean>;
}

export function consumerJournal(client: DynamoDBDocumentClient, table: string): ConsumerJournal {
  return {
    async has({ id }, key) {
      const Key = { operationId: id, place: key };
      return (await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item !== undefined;
    },
    async add(operation, entry) {
      const [row] = journalRows(operation, [entry]);
      const ConditionExpression = 'attribute_not_exists(operationId)';
      return conditionHeld(client.send(new PutCommand({ TableName: table, Item: { ...row }, ConditionExpression })));
    },
  };
}
