import type { DynamoDBDocumentClient, TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { BatchGetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { errorNameOf, Transient } from '../errors.ts';
import { sleep } from '../runtime.ts';

export type { DynamoDBDocumentClient, QueryCommandInput, UpdateCommandInput } from '@aws-sdk/lib-dynamodb';
// The document client's commands, for the stores: they import reads and writes of DynamoDB from one module.
export { GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';

export type WriteAction = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** A condition that failed: its action's place among the actions. */
interface FailedCondition {
  readonly index: number;
  /** As it stood, where the action asked for it (ALL_OLD) and there was one. */
  readonly item?: Readonly<Record<string, unknown>>;
}

/** Which conditions failed: the first one's place, and all of them in their order. */
export interface Conflict {
  readonly index: number;
  readonly failed: readonly FailedCondition[];
}

interface CancellationReason {
  readonly Code?: string;
  /** As the wire has it: the document client translates answers, and no errors. */
  readonly Item?: Parameters<typeof unmarshall>[0];
}

const reasonsOf = (error: unknown): readonly CancellationReason[] =>
  (error as { CancellationReasons?: readonly CancellationReason[] }).CancellationReasons ?? [];

// 4 tries in all, waits of at most 50, 100, 200 ms with full jitter: the SDK does not retry a
// cancelled transaction, and two operations that touch one item cancel each other.
const MAX_ATTEMPTS = 4;
const BASE_WAIT_MS = 50;

const pause = (attempt: number): Promise<void> => sleep(Math.random() * BASE_WAIT_MS * 2 ** attempt);

const failedIn = (reasons: readonly CancellationReason[]): readonly FailedCondition[] =>
  reasons.flatMap(({ Code, Item }, index) => {
    if (Code !== 'ConditionalCheckFailed') return [];
    return [{ index, ...(Item ? { item: unmarshall(Item) } : {}) }];
  });

/** The failed conditions behind a cancelled transaction, or `again`; anything else is thrown on. */
function readCancellation(error: unknown, mayRetry: boolean): Conflict | 'again' {
  if (errorNameOf(error) !== 'TransactionCanceledException') throw error;
  const reasons = reasonsOf(error);
  const failed = failedIn(reasons);
  const [first] = failed;
  if (first) return { index: first.index, failed };
  if (!mayRetry || reasons.some((reason) => reason.Code === 'ValidationError')) throw error;
  return 'again';
}

/**
 * Writes all or nothing. Returns the conditions that failed, or undefined when all was written.
 * Conflicts with other transactions and throttling are tried again; what is left after that is thrown.
 */
export async function writeTransaction(
  client: DynamoDBDocumentClient,
  actions: readonly WriteAction[],
): Promise<Conflict | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await client.send(new TransactWriteCommand({ TransactItems: [...actions] }));
      return undefined;
    } catch (error) {
      const outcome = readCancellation(error, attempt < MAX_ATTEMPTS);
      if (outcome !== 'again') return outcome;
      await pause(attempt - 1);
    }
  }
}

/** Whether a conditional write of one item was carried out; false when its condition failed. Throws any other error. */
export async function conditionHeld(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (errorNameOf(error) === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}

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
