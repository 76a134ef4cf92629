import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Transient } from '../platform/errors.ts';

type Key = Readonly<Record<string, string>>;

// 4 tries; the SDK's own are for a whole call that failed.
const MAX_ATTEMPTS = 4;
const BASE_WAIT_MS = 100;

/** Strongly read items of up to 100 keys, in no order; what was left out is asked for again, because a hole would be a finding. */
export async function readItems<Item>(
  client: DynamoDBDocumentClient,
  table: string,
  keys: readonly Key[],
): Promise<readonly Item[]> {
  const found: Item[] = [];
  let left: readonly Key[] = keys;
  for (let attempt = 0; left.length > 0; attempt += 1) {
    if (attempt === MAX_ATTEMPTS) throw new Transient(503, 'BatchGetItem: some items could not be read');
    if (attempt > 0) await new Promise((resume) => setTimeout(resume, Math.random() * BASE_WAIT_MS * 2 ** attempt));
    const RequestItems = { [table]: { Keys: [...left], ConsistentRead: true } };
    const answer = await client.send(new BatchGetCommand({ RequestItems }));
    found.push(...((answer.Responses?.[table] ?? []) as Item[]));
    left = (answer.UnprocessedKeys?.[table]?.Keys ?? []) as readonly Key[];
  }
  return found;
}
