import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Transient } from '../errors.ts';

type Key = Readonly<Record<string, string>>;
type Item = Readonly<Record<string, unknown>>;

// DynamoDB's limit of one BatchGetItem, over all tables.
export const MAX_KEYS = 100;

/**
 * Reads items in one strongly consistent BatchGetItem; the items by table, missing ones left out, in no order. Reads
 * nothing where there are no keys. Throws a RangeError beyond 100 keys, and Transient 503 when DynamoDB left keys
 * unprocessed (throttling), because a missing item would read as one that does not exist.
 */
export async function batchGet<Table extends string>(
  client: DynamoDBDocumentClient,
  keysByTable: Readonly<Record<Table, readonly Key[]>>,
): Promise<Readonly<Record<Table, readonly Item[]>>> {
  const requested = (Object.entries(keysByTable) as [Table, readonly Key[]][]).filter(([, keys]) => keys.length > 0);
  const count = requested.reduce((sum, [, keys]) => sum + keys.length, 0);
  if (count > MAX_KEYS) throw new RangeError(`${count} keys are more than the ${MAX_KEYS} of one BatchGetItem`);
  const empty = Object.fromEntries(Object.keys(keysByTable).map((table) => [table, []]));
  if (count === 0) return empty as unknown as Record<Table, readonly Item[]>;
  const RequestItems = Object.fromEntries(
    requested.map(([table, keys]) => [table, { Keys: [...keys], ConsistentRead: true }]),
  );
  const { Responses, UnprocessedKeys } = await client.send(new BatchGetCommand({ RequestItems }));
  const unread = Object.values(UnprocessedKeys ?? {}).some(({ Keys }) => (Keys ?? []).length > 0);
  if (unread) throw new Transient(503, 'DynamoDB left keys unprocessed');
  return { ...empty, ...Responses } as unknown as Record<Table, readonly Item[]>;
}
