import type { Answer } from './wire.ts';

interface PutEvents {
  readonly Entries: readonly unknown[];
}
interface PutEventsAnswer {
  readonly FailedEntryCount: number;
  readonly Entries: readonly unknown[];
}

/** The request without the entries at `places`; undefined when none is left. */
export function withoutEntries(body: Buffer, places: readonly number[]): Buffer | undefined {
  const request: PutEvents = JSON.parse(body.toString());
  const Entries = request.Entries.filter((_, place) => !places.includes(place));
  return Entries.length === 0 ? undefined : Buffer.from(JSON.stringify({ ...request, Entries }));
}

/** The bus's answer to the entries that it got, with failures at `places`. */
export function withFailures(
  request: Buffer,
  answer: Answer | undefined,
  places: readonly number[],
  code: string,
): Answer {
  const { Entries: sent } = JSON.parse(request.toString()) as PutEvents;
  const took: PutEventsAnswer = answer ? JSON.parse(answer.body.toString()) : { FailedEntryCount: 0, Entries: [] };
  const results = [...took.Entries];
  const failure = { ErrorCode: code, ErrorMessage: 'injected by the fault proxy' };
  const Entries = sent.map((_, place) => (places.includes(place) ? failure : results.shift()));
  const failed = Entries.filter((entry) => entry === failure).length;
  const body = Buffer.from(JSON.stringify({ FailedEntryCount: took.FailedEntryCount + failed, Entries }));
  return { status: 200, headers: { 'content-type': 'application/x-amz-json-1.1' }, body };
}
