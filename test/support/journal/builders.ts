import { marshall } from '@aws-sdk/util-dynamodb';
import type { DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda';
import type { BusEntry, EntryResult, PublisherDependencies } from '../../../lambdas/journal/publish.ts';
import { metadataOf } from '../events/builders.ts';

/** The stream's record of row `number`; its sequence number is `s<number>`. */
export function aRecord(number: number, more: { eventName?: 'INSERT' | 'MODIFY' | 'REMOVE'; data?: object } = {}) {
  const row = {
    operationId: 'op-1',
    place: `place-${number}`,
    type: `Event${number}`,
    detail: { metadata: metadataOf(), data: more.data ?? { number } },
    expiresAt: 1,
  };
  return {
    eventName: more.eventName ?? 'INSERT',
    dynamodb: { SequenceNumber: `s${number}`, NewImage: marshall(row) as never },
  } satisfies DynamoDBRecord;
}

export const aBatch = (...records: readonly DynamoDBRecord[]): DynamoDBStreamEvent => ({ Records: [...records] });
export const rows = (count: number) => Array.from({ length: count }, (_, index) => aRecord(index + 1));

/** What the bus says to the nth try of an entry: an error code, or undefined for yes. */
export type Verdict = (type: string, attempt: number) => string | undefined;

/** A bus in memory, which remembers the calls and what it took. */
export function fakeBus(verdict: Verdict = () => undefined) {
  const calls: string[][] = [];
  const taken: BusEntry[] = [];
  const pauses: number[] = [];
  const attempts = new Map<string, number>();

  function answer(entry: BusEntry): EntryResult {
    const attempt = (attempts.get(entry.DetailType) ?? 0) + 1;
    attempts.set(entry.DetailType, attempt);
    const code = verdict(entry.DetailType, attempt);
    if (code === undefined) taken.push(entry);
    return code === undefined ? {} : { ErrorCode: code };
  }

  const deps: PublisherDependencies = {
    bus: 'rollcall',
    putEvents: async (entries) => {
      calls.push(entries.map((entry) => entry.DetailType));
      return entries.map(answer);
    },
    pause: async (attempt) => {
      pauses.push(attempt);
    },
  };
  return { deps, calls, taken, pauses };
}
