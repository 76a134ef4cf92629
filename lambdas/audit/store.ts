import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { AuditEntry } from '../../contracts/api/audit.ts';
import { LISTING, tables } from '../../contracts/internal/tables.ts';
import { errorNameOf } from '../platform/errors.ts';

export type AppendEntry = (entry: AuditEntry) => Promise<'appended' | 'seen before'>;

/** An entry's place in every listing: by time, and unique. */
export const placeOf = ({ occurredAt, eventId }: AuditEntry): string => `${occurredAt}#${eventId}`;

const isSeenBefore = (error: unknown): boolean => errorNameOf(error) === 'ConditionalCheckFailedException';

/** Appends to the audit table: the first entry of an event stays, nothing is ever overwritten. */
export function auditAppender(client: DynamoDBDocumentClient, table: string): AppendEntry {
  return async (entry) => {
    const { id: _, ...rest } = entry;
    const command = new PutCommand({
      TableName: table,
      Item: { ...rest, listing: LISTING, at: placeOf(entry) },
      ConditionExpression: 'attribute_not_exists(#key)',
      ExpressionAttributeNames: { '#key': tables.audit.partitionKey },
    });
    try {
      await client.send(command);
      return 'appended';
    } catch (error) {
      if (isSeenBefore(error)) return 'seen before';
      throw error;
    }
  };
}
