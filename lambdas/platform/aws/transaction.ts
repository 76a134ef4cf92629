import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { errorNameOf } from '../errors.ts';
import { sleep } from '../sleep.ts';

export type WriteAction = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** Which action's condition failed: the first one's place among the actions. */
export interface Conflict {
  readonly index: number;
}

interface CancellationReason {
  readonly Code?: string;
}

const reasonsOf = (error: unknown): readonly CancellationReason[] =>
  (error as { CancellationReasons?: readonly CancellationReason[] }).CancellationReasons ?? [];

// 4 tries in all, waits of at most 50, 100, 200 ms with full jitter: the SDK does not retry a
// cancelled transaction, and two operations that touch one item cancel each other.
const MOST_TRIES = 4;
const BASE_WAIT_MS = 50;

const pause = (attempt: number): Promise<void> => sleep(Math.random() * BASE_WAIT_MS * 2 ** attempt);

/** The failed condition behind a cancelled transaction, or `again`; anything else is thrown on. */
function readCancellation(error: unknown, mayRetry: boolean): Conflict | 'again' {
  if (errorNameOf(error) !== 'TransactionCanceledException') throw error;
  const reasons = reasonsOf(error);
  const index = reasons.findIndex((reason) => reason.Code === 'ConditionalCheckFailed');
  if (index >= 0) return { index };
  if (!mayRetry || reasons.some((reason) => reason.Code === 'ValidationError')) throw error;
  return 'again';
}

/**
 * Writes all or nothing. Returns the first condition that failed, or undefined when all was written.
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
      const outcome = readCancellation(error, attempt < MOST_TRIES);
      if (outcome !== 'again') return outcome;
      await pause(attempt - 1);
    }
  }
}
