import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { Item } from './dynamo/item.ts';
import type { VirtualTime } from './virtual-time.ts';

type Handle = (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse>;

// lib/constructs/journal-feed.ts.
const BATCH = 100;
const MAX_BACKOFF_MS = 60_000;

/** The journal's stream and its poller: in order, and again from the first record that failed. */
export class JournalStream {
  readonly #time: VirtualTime;
  readonly #handle: Handle;
  readonly #records: DynamoDBRecord[] = [];
  #polling = false;
  #written = 0;

  constructor(time: VirtualTime, handle: Handle) {
    this.#time = time;
    this.#handle = handle;
  }

  /** Records that were not handled yet. */
  get waiting(): number {
    return this.#records.length;
  }

  write(eventName: 'INSERT' | 'MODIFY', row: Item): void {
    this.#written += 1;
    const dynamodb = { NewImage: marshall(row), SequenceNumber: String(this.#written) };
    this.#records.push({ eventName, dynamodb } as DynamoDBRecord);
    if (!this.#polling) void this.#poll();
  }

  async #poll(): Promise<void> {
    this.#polling = true;
    for (let failures = 0; this.#records.length > 0; ) {
      await this.#time.turn();
      const done = await this.#deliver(this.#records.slice(0, BATCH));
      this.#records.splice(0, done);
      failures = done > 0 ? 0 : failures + 1;
      if (failures > 0) await this.#time.sleep(Math.min(1000 * 2 ** failures, MAX_BACKOFF_MS));
    }
    this.#polling = false;
  }

  /** How many of the batch's first records are done. */
  async #deliver(batch: readonly DynamoDBRecord[]): Promise<number> {
    try {
      const { batchItemFailures } = await this.#handle({ Records: [...batch] });
      const first = batchItemFailures[0]?.itemIdentifier;
      return first === undefined ? batch.length : batch.findIndex(({ dynamodb }) => dynamodb?.SequenceNumber === first);
    } catch {
      return 0;
    }
  }
}
