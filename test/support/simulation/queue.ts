import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import type { VirtualTime } from './virtual-time.ts';

export interface Message {
  readonly id: string;
  readonly body: string;
  receives: number;
}

/** Handles a batch; rejects when the function died. */
export type Handle = (event: SQSEvent) => Promise<SQSBatchResponse>;

// lib/constructs/consumer.ts: VISIBILITY_TIMEOUT, MAX_RECEIVES, BATCH_SIZE.
const VISIBILITY_MS = 60_000;
const MAX_RECEIVES = 3;
const BATCH = 10;

const recordOf = ({ id, body }: Message) => ({ messageId: id, body }) as SQSEvent['Records'][number];

/** A queue with its function and its dead letters: every message comes until it succeeds or has failed three times. */
export class Queue {
  readonly deadLetters: Message[] = [];
  readonly #time: VirtualTime;
  readonly #handle: Handle;
  readonly #waiting: Message[] = [];
  #sent = 0;

  constructor(time: VirtualTime, handle: Handle) {
    this.#time = time;
    this.#handle = handle;
  }

  send(body: string): void {
    this.#sent += 1;
    this.#arrive({ id: `message-${this.#sent}`, body, receives: 0 });
  }

  /** What an operator does once the cause is gone. */
  redrive(): void {
    for (const { body } of this.deadLetters.splice(0)) this.send(body);
  }

  #arrive(message: Message): void {
    this.#waiting.push(message);
    void this.#poll();
  }

  /** One poller a message; who comes first takes a batch, and the others find nothing. */
  async #poll(): Promise<void> {
    await this.#time.turn();
    const batch = this.#waiting.splice(0, BATCH);
    if (batch.length > 0) await this.#deliver(batch);
  }

  async #deliver(batch: readonly Message[]): Promise<void> {
    for (const message of batch) message.receives += 1;
    const failed = await this.#failedOf(batch);
    for (const message of failed) {
      if (message.receives >= MAX_RECEIVES) this.deadLetters.push(message);
      else this.#time.after(VISIBILITY_MS, () => this.#arrive(message));
    }
  }

  async #failedOf(batch: readonly Message[]): Promise<readonly Message[]> {
    try {
      const { batchItemFailures } = await this.#handle({ Records: batch.map(recordOf) });
      const ids = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
      return batch.filter(({ id }) => ids.has(id));
    } catch {
      return batch;
    }
  }
}
