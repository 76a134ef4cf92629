import type { Message } from '@aws-sdk/client-sqs';
import * as z from 'zod/mini';

/** The place in the journal's stream of a batch that was not published; the rows are not in the message. */
const streamBatch = z.object({
  streamArn: z.string(),
  shardId: z.string(),
  startSequenceNumber: z.string(),
  endSequenceNumber: z.string(),
  batchSize: z.int(),
  approximateArrivalOfFirstRecord: z.optional(z.string()),
  approximateArrivalOfLastRecord: z.optional(z.string()),
});
export type StreamBatch = z.infer<typeof streamBatch>;

const optional = z.optional(z.string());

/** Lambda's record of a failed invocation. */
const failedRun = z.object({
  requestContext: z.object({ condition: optional }),
  responseContext: z.optional(z.nullable(z.object({ functionError: optional }))),
  DDBStreamBatchInfo: z.optional(streamBatch),
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

/** The input of a run that a schedule's rule could not start. */
const unstartedRun = z.union([
  z.object({ 'detail-type': z.literal('Scheduled Event') }),
  z.object({ action: z.literal('tick') }),
]);

/** A message of a dead-letter queue by its ids; `body` on request only, since it has personal data. */
export interface DescribedMessage {
  readonly messageId: string;
  /** An event, a batch of the journal's stream, a run of a schedule, or none of them. */
  readonly kind: 'event' | 'stream' | 'run' | 'unreadable';
  readonly sentAt: string | undefined;
  readonly receiveCount: number;
  readonly type?: string | undefined;
  readonly eventId?: string | undefined;
  readonly registrationId?: string | undefined;
  readonly correlationId?: string | undefined;
  readonly error?: string | undefined;
  readonly stream?: StreamBatch | undefined;
  readonly body?: string;
}

function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
}

/** What EventBridge adds to an event that it could not deliver to a queue. */
const deliveryError = ({ MessageAttributes: attributes = {} }: Message): string | undefined =>
  attributes.ERROR_CODE?.StringValue &&
  `${attributes.ERROR_CODE.StringValue}: ${attributes.ERROR_MESSAGE?.StringValue ?? ''}`;

function contentOf(
  message: Message,
): Pick<DescribedMessage, 'kind' | 'type' | 'error' | 'stream'> & Partial<DescribedMessage> {
  const body = parseJson(message.Body);
  const run = z.safeParse(failedRun, body);
  if (run.success) {
    const { requestContext, responseContext, DDBStreamBatchInfo: stream } = run.data;
    const error = [requestContext.condition, responseContext?.functionError].filter(Boolean).join(', ');
    return { kind: stream ? 'stream' : 'run', error, stream };
  }
  if (z.safeParse(unstartedRun, body).success) return { kind: 'run', error: deliveryError(message) };
  const event = z.safeParse(delivery, body);
  if (!event.success || event.data.detail === undefined) return { kind: 'unreadable', error: deliveryError(message) };
  const { metadata, data, executionArn, name } = event.data.detail;
  return {
    kind: 'event',
    type: event.data['detail-type'],
    eventId: metadata?.eventId,
    registrationId: data?.registrationId ?? (executionArn ? name : undefined),
    correlationId: metadata?.correlationId,
    error: deliveryError(message),
  };
}

const timeOf = (milliseconds: string | undefined): string | undefined =>
  milliseconds === undefined ? undefined : new Date(Number(milliseconds)).toISOString();

export function describeMessage(message: Message, full = false): DescribedMessage {
  const { Attributes = {}, MessageId: messageId = '', Body = '' } = message;
  return {
    messageId,
    ...contentOf(message),
    sentAt: timeOf(Attributes.SentTimestamp),
    receiveCount: Number(Attributes.ApproximateReceiveCount ?? 0),
    ...(full ? { body: Body } : {}),
  };
}
