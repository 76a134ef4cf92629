import { unmarshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord } from 'aws-lambda';
import { EVENT_SOURCE } from '../../contracts/events/index.ts';
import type { JournalRow } from '../platform/events/journal.ts';

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
