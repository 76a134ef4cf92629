import * as z from 'zod/mini';
import type { Letter } from './letters.ts';

/** Where in the journal's stream a batch stands that was not published; the rows are not in the message. */
const streamPart = z.object({
  streamArn: z.string(),
  shardId: z.string(),
  startSequenceNumber: z.string(),
  endSequenceNumber: z.string(),
  batchSize: z.int(),
  approximateArrivalOfFirstRecord: z.optional(z.string()),
  approximateArrivalOfLastRecord: z.optional(z.string()),
});
export type StreamPart = z.infer<typeof streamPart>;

const optional = z.optional(z.string());

/** What Lambda writes of a run of a function that failed. */
const failedRun = z.object({
  requestContext: z.object({ condition: optional }),
  responseContext: z.optional(z.nullable(z.object({ functionError: optional }))),
  DDBStreamBatchInfo: z.optional(streamPart),
});

/** An event of Rollcall, or the end of an execution, whose name is its registration. */
const delivery = z.object({
  'detail-type': optional,
  detail: z.optional(
    z.object({
      metadata: z.optional(z.object({ eventId: optional, correlationId: optional })),
      data: z.optional(z.object({ registrationId: optional })),
      executionArn: optional,
      name: optional,
    }),
  ),
});

/** A run that a schedule's rule could not begin: what the function would have been called with. */
const unbegun = z.union([
  z.object({ 'detail-type': z.literal('Scheduled Event') }),
  z.object({ action: z.literal('tick') }),
]);

/** A dead letter by its ids; `body` is only there when it was asked for. */
export interface Described {
  readonly messageId: string;
  /** An event, a part of the journal's stream, a run of a schedule, or what cannot be read. */
  readonly kind: 'event' | 'stream' | 'run' | 'unreadable';
  readonly sentAt: string | undefined;
  readonly receiveCount: number;
  readonly type?: string | undefined;
  readonly eventId?: string | undefined;
  readonly registrationId?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly error?: string | undefined;
  readonly stream?: StreamPart | undefined;
  readonly body?: string;
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

/** What EventBridge adds to an event that it could not deliver to a queue. */
const undelivered = ({ MessageAttributes: given = {} }: Letter): string | undefined =>
  given.ERROR_CODE?.StringValue && `${given.ERROR_CODE.StringValue}: ${given.ERROR_MESSAGE?.StringValue ?? ''}`;

function contentOf(letter: Letter): Pick<Described, 'kind' | 'type' | 'error' | 'stream'> & Partial<Described> {
  const body = parsed(letter.Body);
  const run = z.safeParse(failedRun, body);
  if (run.success) {
    const { requestContext, responseContext, DDBStreamBatchInfo: stream } = run.data;
    const error = [requestContext.condition, responseContext?.functionError].filter(Boolean).join(', ');
    return { kind: stream ? 'stream' : 'run', error, stream };
  }
  if (z.safeParse(unbegun, body).success) return { kind: 'run', error: undelivered(letter) };
  const event = z.safeParse(delivery, body);
  if (!event.success || event.data.detail === undefined) return { kind: 'unreadable', error: undelivered(letter) };
  const { metadata, data, executionArn, name } = event.data.detail;
  return {
    kind: 'event',
    type: event.data['detail-type'],
    eventId: metadata?.eventId,
    registrationId: data?.registrationId ?? (executionArn ? name : undefined),
    correlationId: metadata?.correlationId,
    error: undelivered(letter),
  };
}

const timeOf = (milliseconds: string | undefined): string | undefined =>
  milliseconds === undefined ? undefined : new Date(Number(milliseconds)).toISOString();

export function describeLetter(letter: Letter, full = false): Described {
  const { Attributes = {}, MessageId: messageId = '', Body = '' } = letter;
  return {
    messageId,
    ...contentOf(letter),
    sentAt: timeOf(Attributes.SentTimestamp),
    receiveCount: Number(Attributes.ApproximateReceiveCount ?? 0),
    ...(full ? { body: Body } : {}),
  };
}
