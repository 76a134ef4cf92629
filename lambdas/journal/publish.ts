import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import { EVENT_SOURCE } from '../../contracts/events/index.ts';
import { errorNameOf } from '../platform/errors.ts';
import type { JournalRow } from '../platform/events/journal.ts';
import { logger } from '../platform/observability/logger.ts';
import { sleep } from '../platform/runtime.ts';

/** The result of one entry in PutEvents' response; without an error code the entry is published. */
export interface EntryResult {
  readonly ErrorCode?: string | undefined;
}

export interface PublisherDependencies {
  readonly bus: string;
  readonly putEvents: (entries: readonly BusEntry[]) => Promise<readonly EntryResult[]>;
  /** Waits after `attempt` (1 = the first) failed. */
  readonly pause: (attempt: number) => Promise<void>;
}

const BASE_WAIT_MS = 100;

/** EventBridge and real time as dependencies of the publisher. */
export function eventBus(client: EventBridgeClient, bus: string): PublisherDependencies {
  return {
    bus,
    putEvents: async (entries) => (await client.send(new PutEventsCommand({ Entries: [...entries] }))).Entries ?? [],
    pause: (attempt) => sleep(Math.random() * BASE_WAIT_MS * 2 ** (attempt - 1)),
  };
}

// 4 attempts: with full jitter below 0.1, 0.2 and 0.4 s they outlast short throttling. In an outage the
// stream delivers the batch again.
const MAX_ATTEMPTS = 4;

/** Errors that a repetition does not fix: the entry, or our permission, has to change first. */
const definitive = new Set([
  'MalformedDetail',
  'InvalidArgument',
  'ValidationException',
  'AccessDeniedException',
  'NotAuthorizedForSourceException',
]);

interface Failed {
  readonly row: Outgoing;
  readonly code: string;
}

async function put(rows: readonly Outgoing[], { putEvents }: PublisherDependencies): Promise<readonly Failed[]> {
  try {
    const results = await putEvents(rows.map(({ entry }) => entry));
    // A missing result counts as a failure: the event keeps its id when it is sent again.
    const codes = rows.map((_, index) => (results[index] ? results[index].ErrorCode : 'NoResult'));
    return rows.flatMap((row, index) => (codes[index] ? [{ row, code: codes[index] }] : []));
  } catch (error) {
    return rows.map((row) => ({ row, code: errorNameOf(error) }));
  }
}

/** Sends one call's rows, then only the failed ones again; returns those that are not published. */
async function send(rows: readonly Outgoing[], deps: PublisherDependencies): Promise<readonly Failed[]> {
  const refused: Failed[] = [];
  let left = rows;
  for (let attempt = 1; ; attempt += 1) {
    const failed = await put(left, deps);
    refused.push(...failed.filter(({ code }) => definitive.has(code)));
    const transient = failed.filter(({ code }) => !definitive.has(code));
    if (transient.length === 0 || attempt === MAX_ATTEMPTS) return [...refused, ...transient];
    left = transient.map(({ row }) => row);
    await deps.pause(attempt);
  }
}

const isDefinitive = ({ code }: Failed): boolean => definitive.has(code);

function idsOf({ entry }: Outgoing) {
  const { metadata, data } = JSON.parse(entry.Detail);
  return { eventId: metadata?.eventId, correlationId: metadata?.correlationId, registrationId: data?.registrationId };
}

function report(failed: readonly Failed[]): void {
  for (const { row, code } of failed) {
    logger.error('event not published', {
      sequenceNumber: row.sequenceNumber,
      type: row.entry.DetailType,
      ...idsOf(row),
      errorCode: code,
    });
  }
}

/** The stream continues at the first failed row: later rows are delivered again, with the same event ids. */
function answer(rows: readonly Outgoing[], failed: readonly Failed[]): DynamoDBBatchResponse {
  const numbers = new Set(failed.map(({ row }) => row.sequenceNumber));
  const first = rows.find(({ sequenceNumber }) => numbers.has(sequenceNumber));
  return { batchItemFailures: first ? [{ itemIdentifier: first.sequenceNumber }] : [] };
}

/**
 * Publishes a batch of the journal's stream, one call after another to keep the order. A refused entry does not stop
 * later ones; a transient failure that outlasts all attempts ends the batch early.
 */
export function publishJournal(
  deps: PublisherDependencies,
): (event: DynamoDBStreamEvent) => Promise<DynamoDBBatchResponse> {
  return async ({ Records: records }) => {
    const rows = outgoing(records, deps.bus);
    const failed: Failed[] = [];
    for (const call of calls(rows)) {
      failed.push(...(await send(call, deps)));
      if (failed.some((failure) => !isDefinitive(failure))) break;
    }
    report(failed);
    return answer(rows, failed);
  };
}

/** One entry of a PutEvents call. */
export interface BusEntry {
  readonly EventBusName: string;
  readonly Source: string;
  readonly DetailType: string;
  readonly Detail: string;
  readonly Time: Date;
}

/** A journal row to publish, with its sequence number in the stream. */
export interface Outgoing {
  readonly sequenceNumber: string;
  readonly entry: BusEntry;
}

function entryOf(row: JournalRow, bus: string): BusEntry {
  return {
    EventBusName: bus,
    Source: row.source ?? EVENT_SOURCE,
    DetailType: row.type,
    Detail: JSON.stringify(row.detail),
    Time: new Date(row.detail.metadata.occurredAt),
  };
}

/** The stream's new rows in order. Modified rows are published already, and removed rows have expired (TTL). */
export function outgoing(records: readonly DynamoDBRecord[], bus: string): readonly Outgoing[] {
  return records.flatMap((record) => {
    const { NewImage: image, SequenceNumber: sequenceNumber } = record.dynamodb ?? {};
    if (record.eventName !== 'INSERT' || !image || !sequenceNumber) return [];
    const row = unmarshall(image as Parameters<typeof unmarshall>[0]) as JournalRow;
    return [{ sequenceNumber, entry: entryOf(row, bus) }];
  });
}

const MAX_ENTRIES = 10;
// PutEvents' limit is 256 KB a call; the rest is for the wire format.
const MAX_BYTES = 250 * 1024;
const TIME_BYTES = 14;

/** An entry's size as PutEvents counts it, in bytes. */
const sizeOf = ({ Source, DetailType, Detail }: BusEntry): number =>
  TIME_BYTES + Buffer.byteLength(Source) + Buffer.byteLength(DetailType) + Buffer.byteLength(Detail);

/** Splits the rows into calls, in order. A row that is too large by itself is a call of its own. */
export function calls(rows: readonly Outgoing[]): readonly (readonly Outgoing[])[] {
  const cut: Outgoing[][] = [];
  let bytes = 0;
  for (const row of rows) {
    const size = sizeOf(row.entry);
    const current = cut.at(-1);
    if (current && current.length < MAX_ENTRIES && bytes + size <= MAX_BYTES) {
      current.push(row);
      bytes += size;
    } else {
      cut.push([row]);
      bytes = size;
    }
  }
  return cut;
}
