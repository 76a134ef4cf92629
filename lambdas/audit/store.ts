import type { AuditEntry } from '../../contracts/api/audit.ts';
import { LISTING, tables } from '../../contracts/internal/tables.ts';
import type { DynamoDBDocumentClient, QueryCommandInput } from '../platform/aws/dynamo.ts';
import { conditionHeld, PutCommand, QueryCommand } from '../platform/aws/dynamo.ts';
import type { Delivery } from '../platform/events/consumer.ts';
import { logger } from '../platform/observability/logger.ts';
import type { Selection } from './list-entries.ts';
import { entryOf } from './rules.ts';

export type AppendEntry = (entry: AuditEntry) => Promise<'appended' | 'already_recorded'>;

/** The sort key of an entry in every index: by time, and unique. */
export const sortKeyOf = ({ occurredAt, eventId }: AuditEntry): string => `${occurredAt}#${eventId}`;

/** Appends to the audit table: the first entry of an event stays, nothing is ever overwritten. */
export function auditAppender(client: DynamoDBDocumentClient, table: string): AppendEntry {
  return async (entry) => {
    const { id: _, ...rest } = entry;
    const command = new PutCommand({
      TableName: table,
      Item: { ...rest, listing: LISTING, at: sortKeyOf(entry) },
      ConditionExpression: 'attribute_not_exists(#key)',
      ExpressionAttributeNames: { '#key': tables.audit.partitionKey },
    });
    return (await conditionHeld(client.send(command))) ? 'appended' : 'already_recorded';
  };
}

/** An entry as stored, with its sort key. */
export interface AuditRow extends Omit<AuditEntry, 'id'> {
  readonly at: string;
}

/** The result of one Query; `next` is `at` of its last row, undefined at the end of the index. */
interface Rows {
  readonly rows: readonly AuditRow[];
  readonly next: string | undefined;
}

/** Reads at most `most` rows of a selection, newest first, after `after`; returns those that match its filters. */
export type ReadRows = (selection: Selection, most: number, after: string | undefined) => Promise<Rows>;

function rangeCondition({ from, to }: Selection): string {
  if (from !== undefined && to !== undefined) return ' AND #at BETWEEN :from AND :to';
  if (from !== undefined) return ' AND #at >= :from';
  return to === undefined ? '' : ' AND #at <= :to';
}

const definedOnly = (values: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/** The row's key in its index; `at` ends with the event id. */
const keyAt = ({ index, partition }: Selection, at: string) => ({
  [index.partitionKey]: partition,
  [index.sortKey]: at,
  eventId: at.slice(at.indexOf('#') + 1),
});

function queryOf(table: string, selection: Selection, most: number, after: string | undefined): QueryCommandInput {
  const { index, partition, rest, from, to } = selection;
  const ranged = from !== undefined || to !== undefined;
  return {
    TableName: table,
    IndexName: index.name,
    ScanIndexForward: false,
    Limit: most,
    KeyConditionExpression: `#partition = :partition${rangeCondition(selection)}`,
    ...(rest.length > 0
      ? { FilterExpression: rest.map((_, place) => `#rest${place} = :rest${place}`).join(' AND ') }
      : {}),
    ExpressionAttributeNames: {
      '#partition': index.partitionKey,
      ...(ranged ? { '#at': index.sortKey } : {}),
      ...Object.fromEntries(rest.map(({ attribute }, place) => [`#rest${place}`, attribute])),
    },
    ExpressionAttributeValues: {
      ...definedOnly({ ':partition': partition, ':from': from, ':to': to }),
      ...Object.fromEntries(rest.map(({ value }, place) => [`:rest${place}`, value])),
    },
    ...(after === undefined ? {} : { ExclusiveStartKey: keyAt(selection, after) }),
  };
}

export function auditReader(client: DynamoDBDocumentClient, table: string): ReadRows {
  return async (selection, most, after) => {
    const answer = await client.send(new QueryCommand(queryOf(table, selection, most, after)));
    const next = answer.LastEvaluatedKey?.[selection.index.sortKey];
    return {
      rows: (answer.Items ?? []) as readonly unknown[] as readonly AuditRow[],
      next: next as string | undefined,
    };
  };
}

/** Records an event in the audit trail; a duplicate delivery changes nothing. */
export function recordEntry(append: AppendEntry): (event: Delivery) => Promise<void> {
  return async (event) => {
    const outcome = await append(entryOf(event));
    logger.info('audit entry', { eventId: event.metadata.eventId, type: event.type, outcome });
  };
}
