import { BatchWriteCommand, type DynamoDBDocumentClient, type QueryCommandOutput } from '@aws-sdk/lib-dynamodb';
import { auditQuery } from '../../../contracts/api/audit.ts';
import { listEntries } from '../../../lambdas/audit/list-entries.ts';
import { auditReader } from '../../../lambdas/audit/store.ts';
import { filters, rowAt } from './trail.ts';

// DynamoDB's own limit.
const BATCH = 25;

/** Writes a trail of so many entries. */
export async function writeTrail(client: DynamoDBDocumentClient, tableName: string, entries: number): Promise<void> {
  for (let first = 0; first < entries; first += BATCH) {
    const count = Math.min(BATCH, entries - first);
    const puts = Array.from({ length: count }, (_, place) => ({ PutRequest: { Item: rowAt(first + place) } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [tableName]: puts } }));
  }
}

export interface Read {
  readonly filter: string;
  readonly rowsRead: number;
  readonly rowsShown: number;
}

const PAGE = '50';

/** A client that adds up what DynamoDB says it looked at. */
function counting(client: DynamoDBDocumentClient) {
  const counted = { rows: 0 };
  const send = async (command: never) => {
    const answer = (await client.send(command)) as unknown as QueryCommandOutput;
    counted.rows += answer.ScannedCount ?? 0;
    return answer;
  };
  return { counted, client: { send } as unknown as DynamoDBDocumentClient };
}

/** A first page by each single filter, through the product's own code: rows that DynamoDB read, rows that it shows. */
export async function rowsRead(client: DynamoDBDocumentClient, tableName: string): Promise<readonly Read[]> {
  const reads: Read[] = [];
  for (const [filter, query] of Object.entries(filters)) {
    const { counted, client: counter } = counting(client);
    const list = listEntries(auditReader(counter, tableName));
    const { items } = await list(auditQuery.parse({ ...query, limit: PAGE }));
    reads.push({ filter, rowsRead: counted.rows, rowsShown: items.length });
  }
  return reads;
}
