import { type _Record, GetRecordsCommand, GetShardIteratorCommand } from '@aws-sdk/client-dynamodb-streams';
import { PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { type Envelope, EVENT_SOURCE, type EventType } from '../../../contracts/events/index.ts';
import type { Clients } from '../../system/clients.ts';
import type { StreamBatch } from './describe.ts';

/** What is published of a journal row. */
interface Row {
  readonly type: EventType;
  readonly detail: Envelope;
}

// The stream hands out 1,000 records or 1 MB at once, and sometimes none before there are more.
const MAX_EMPTY = 10;
/** PutEvents' maximum. */
const MAX_ENTRIES = 10;

const isUpTo = ({ dynamodb }: _Record, end: string): boolean => BigInt(dynamodb?.SequenceNumber ?? 0) <= BigInt(end);

async function firstIterator({ streams }: Clients, batch: StreamBatch): Promise<string | undefined> {
  const command = new GetShardIteratorCommand({
    StreamArn: batch.streamArn,
    ShardId: batch.shardId,
    ShardIteratorType: 'AT_SEQUENCE_NUMBER',
    SequenceNumber: batch.startSequenceNumber,
  });
  return (await streams.send(command)).ShardIterator;
}

/** The new rows of a batch, as far as the stream still has them. */
async function rowsOf(clients: Clients, batch: StreamBatch): Promise<readonly Row[]> {
  const records: _Record[] = [];
  let empty = 0;
  for (let iterator = await firstIterator(clients, batch); iterator !== undefined && empty < MAX_EMPTY; ) {
    const { Records = [], NextShardIterator: next } = await clients.streams.send(
      new GetRecordsCommand({ ShardIterator: iterator }),
    );
    records.push(...Records.filter((record) => isUpTo(record, batch.endSequenceNumber)));
    empty = Records.length === 0 ? empty + 1 : 0;
    iterator = Records.every((record) => isUpTo(record, batch.endSequenceNumber)) ? next : undefined;
    if (records.some(({ dynamodb }) => dynamodb?.SequenceNumber === batch.endSequenceNumber)) iterator = undefined;
  }
  const images = records
    .filter(({ eventName }) => eventName === 'INSERT')
    .map(({ dynamodb }) => dynamodb?.NewImage ?? {});
  return images.map((image) => unmarshall(image) as Row);
}

const entryOf = (bus: string, { type, detail }: Row): PutEventsRequestEntry => ({
  EventBusName: bus,
  Source: EVENT_SOURCE,
  DetailType: type,
  Detail: JSON.stringify(detail),
  Time: new Date(detail.metadata.occurredAt),
});

async function publish({ events }: Clients, entries: readonly PutEventsRequestEntry[]): Promise<string | undefined> {
  for (let from = 0; from < entries.length; from += MAX_ENTRIES) {
    const Entries = entries.slice(from, from + MAX_ENTRIES);
    const { Entries: results = [] } = await events.send(new PutEventsCommand({ Entries }));
    const refused = results.find(({ ErrorCode }) => ErrorCode !== undefined);
    if (refused !== undefined) return `the bus refused an event with ${refused.ErrorCode}`;
  }
  return undefined;
}

const expired = ({ approximateArrivalOfFirstRecord: first, approximateArrivalOfLastRecord: last }: StreamBatch) =>
  `the stream has deleted it (after 24 h). The rows are in the journal for 90 days: export that table to S3, and put those that were written between ${first} and ${last} on the bus with their own event ids`;

/** The stream's errors for a place that it does not have any more. */
const expiredErrors = new Set(['TrimmedDataAccessException', 'ResourceNotFoundException', 'ValidationException']);

/**
 * Publishes a batch of the journal's stream again, from the stream itself: the message has only its place. The
 * events keep their ids, so that consumers drop duplicates. Returns the reason when it could not.
 */
export async function republish(clients: Clients, bus: string, batch: StreamBatch): Promise<string | undefined> {
  try {
    const rows = await rowsOf(clients, batch);
    const refused = await publish(
      clients,
      rows.map((row) => entryOf(bus, row)),
    );
    return refused ?? (rows.length < batch.batchSize ? expired(batch) : undefined);
  } catch (error) {
    if (error instanceof Error && expiredErrors.has(error.name)) return expired(batch);
    throw error;
  }
}
