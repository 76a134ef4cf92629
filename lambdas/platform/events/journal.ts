import type * as z from 'zod/mini';
import type { Actor, EventDefinition, EventMetadata } from '../../../contracts/events/define-event.ts';
import type { WriteAction } from '../aws/transaction.ts';
import { eventIdOf } from '../ids.ts';

/** One thing that is done, whose events share its id, its actor and its cause. */
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

/** An event and its place in the operation; the place makes its id, so it is unique in the operation. */
export interface JournalEntry {
  readonly type: string;
  readonly version: number;
  readonly key: string;
  readonly data: unknown;
}

/** Says that something happened; typed by the event's contract. */
export function journalEntry<Type extends string, Data extends z.ZodMiniType>(
  event: EventDefinition<Type, Data>,
  key: string,
  data: z.output<Data>,
): JournalEntry {
  return { type: event.type, version: event.version, key, data };
}

/** A row of the journal table: what the stream's publisher reads. */
export interface JournalRow {
  /** Partition key. */
  readonly operationId: string;
  /** Sort key. */
  readonly place: string;
  /** EventBridge's source; Rollcall's where not said. */
  readonly source?: string;
  /** EventBridge's detail-type and detail. */
  readonly type: string;
  readonly detail: { readonly metadata: EventMetadata; readonly data: unknown };
  /** Epoch seconds; DynamoDB's TTL. */
  readonly expiresAt: number;
}

// The audit trail is the lasting copy; 90 days are for replays and for counting rows against entries.
const TTL_SECONDS = 90 * 24 * 60 * 60;

/**
 * The journal rows of one transaction, as actions to write with the state that they speak of.
 * Each is a millisecond after the one before, so that sorting by time keeps their order.
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

/** When the next event can be told that shall sort behind all of these: with 50 rows, 50 ms ahead of `at`. */
export const nextEventTime = (at: Date, entries: readonly JournalEntry[]): Date =>
  new Date(at.getTime() + entries.length);

export function journalActions(
  table: string,
  operation: Operation,
  entries: readonly JournalEntry[],
): readonly WriteAction[] {
  return journalRows(operation, entries).map((row) => ({ Put: { TableName: table, Item: { ...row } } }));
}
