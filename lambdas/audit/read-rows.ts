import { type DynamoDBDocumentClient, QueryCommand, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import type { AuditEntry } from '../../contracts/api/audit.ts';
import type { Selection } from './query.ts';

/** An entry as stored: with its place in the listings. */
export interface AuditRow extends Omit<AuditEntry, 'id'> {
  readonly at: string;
}

/** What one Query gave; `next` is where the index goes on, undefined at its end. */
interface Rows {
  readonly rows: readonly AuditRow[];
  readonly next: string | undefined;
}

/** Reads at most `most` rows of a selection, newest first, behind `after`; answers those that pass its filters. */
export type ReadRows = (selection: Selection, most: number, after: string | undefined) => Promise<Rows>;

function rangeCondition({ from, to }: Selection): string {
  if (from !== undefined && to !== undefined) return ' AND #at BETWEEN :from AND :to';
  if (from !== undefined) return ' AND #at >= :from';
  return to === undefined ? '' : ' AND #at <= :to';
}

const given = (values: Readonly<Record<string, string | undefined>>) =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/** The row's key in its index: the partition is the selection's, and `at` ends with the event's id. */
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
      ...given({ ':partition': partition, ':from': from, ':to': to }),
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
