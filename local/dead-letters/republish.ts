import { type _Record, GetRecordsCommand, GetShardIteratorCommand } from '@aws-sdk/client-dynamodb-streams';
import { PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import { type Envelope, EVENT_SOURCE, type EventType } from '../../contracts/events/index.ts';
import type { Clients } from '../clients.ts';
import type { StreamPart } from './describe.ts';

/** The part of a journal row that is published. */
interface Row {
  readonly type: EventType;
  readonly detail: Envelope;
}

// The stream hands out 1,000 records or 1 MB at once, and sometimes none before there are more.
const MAX_EMPTY = 10;
/** PutEvents' most. */
const MAX_ENTRIES = 10;

const isUpTo = ({ dynamodb }: _Record, end: string): boolean => BigInt(dynamodb?.SequenceNumber ?? 0) <= BigInt(end);

async function firstIterator({ streams }: Clients, part: StreamPart): Promise<string | undefined> {
  const command = new GetShardIteratorCommand({
    StreamArn: part.streamArn,
    ShardId: part.shardId,
    ShardIteratorType: 'AT_SEQUENCE_NUMBER',
    SequenceNumber: part.startSequenceNumber,
  });
  return (await streams.send(command)).ShardIterator;
}

/** The new rows of a part of the stream, as far as the stream still has them. */
async function rowsOf(clients: Clients, part: StreamPart): Promise<readonly Row[]> {
  const found: _Record[] = [];
  let empty = 0;
  for (let iterator = await firstIterator(clients, part); iterator !== undefined && empty < MAX_EMPTY; ) {
    const { Records = [], NextShardIterator: next } = await clients.streams.send(
      new GetRecordsCommand({ ShardIterator: iterator }),
    );
    found.push(...Records.filter((record) => isUpTo(record, part.endSequenceNumber)));
    empty = Records.length === 0 ? empty + 1 : 0;
    iterator = Records.every((record) => isUpTo(record, part.endSequenceNumber)) ? next : undefined;
    if (found.some(({ dynamodb }) => dynamodb?.SequenceNumber === part.endSequenceNumber)) iterator = undefined;
  }
  const images = found
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

const forgotten = ({ approximateArrivalOfFirstRecord: first, approximateArrivalOfLastRecord: last }: StreamPart) =>
  `the stream has forgotten it (after 24 h). The rows are in the journal for 90 days: export that table to S3, and put those that were written between ${first} and ${last} on the bus with their own event ids`;

/** What the stream says of a place that it does not have any more. */
const trimmed = new Set(['TrimmedDataAccessException', 'ResourceNotFoundException', 'ValidationException']);

/**
 * Publishes a part of the journal's stream again, from the stream itself: the message names it only. The
 * events keep their ids, so consumers drop what they have had. Answers why not, when it could not.
 */
export async function republish(clients: Clients, bus: string, part: StreamPart): Promise<string | undefined> {
  try {
    const rows = await rowsOf(clients, part);
    const refused = await publish(
      clients,
      rows.map((row) => entryOf(bus, row)),
    );
    return refused ?? (rows.length < part.batchSize ? forgotten(part) : undefined);
  } catch (error) {
    if (error instanceof Error && trimmed.has(error.name)) return forgotten(part);
    throw error;
  }
}
