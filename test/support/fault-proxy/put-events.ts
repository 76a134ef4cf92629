import { EventBridgeClient, PutEventsCommand, type PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import { emulatorAt } from '../../../local/system/clients.ts';
import type { Answer } from './wire.ts';

/** An entry on the wire: its time is epoch seconds. */
type WireEntry = Omit<PutEventsRequestEntry, 'Time'> & { readonly Time?: number };

const read = ({ Time, ...entry }: WireEntry): PutEventsRequestEntry => ({
  ...entry,
  ...(Time === undefined ? {} : { Time: new Date(Time * 1000) }),
});

/** Publishes under our own name: what the handler signed is the request with all entries. */
async function publish(upstream: string, entries: readonly WireEntry[]): Promise<readonly object[]> {
  if (entries.length === 0) return [];
  const client = new EventBridgeClient(emulatorAt(upstream));
  const { Entries = [] } = await client.send(new PutEventsCommand({ Entries: entries.map(read) }));
  return Entries;
}

/** Publishes the request's entries but those at `places`; answers as a bus on which these failed with `code`. */
export async function publishOthers(
  upstream: string,
  request: Buffer,
  places: readonly number[],
  code: string,
): Promise<Answer> {
  const { Entries: sent }: { Entries: readonly WireEntry[] } = JSON.parse(request.toString());
  const fails = (place: number): boolean => places.includes(place);
  const taken = [
    ...(await publish(
      upstream,
      sent.filter((_, place) => !fails(place)),
    )),
  ];
  const failure = { ErrorCode: code, ErrorMessage: 'injected by the fault proxy' };
  const Entries = sent.map((_, place) => (fails(place) ? failure : taken.shift()));
  const FailedEntryCount = Entries.filter((entry) => entry === failure).length;
  const body = Buffer.from(JSON.stringify({ FailedEntryCount, Entries }));
  return { status: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body };
}
