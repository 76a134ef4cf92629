import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import * as z from 'zod/mini';
import { type EventDefinition, metadata } from '../../../contracts/events/define-event.ts';
import { errorFields, logger } from '../observability/logger.ts';
import { type Ids, runWithContext } from '../observability/request-context.ts';

/** The part of EventBridge's envelope that consumers read; the data is checked by who uses it. */
const delivery = z.object({
  'detail-type': z.string(),
  detail: z.object({ metadata, data: z.record(z.string(), z.unknown()) }),
});

/** One event as a consumer gets it. */
export interface Delivery {
  readonly type: string;
  readonly metadata: z.infer<typeof metadata>;
  readonly data: Readonly<Record<string, unknown>>;
}

export function readDelivery(body: string): Delivery {
  const { 'detail-type': type, detail } = z.parse(delivery, JSON.parse(body));
  return { type, metadata: detail.metadata, data: detail.data };
}

/**
 * A consumer behind a queue: each message succeeds or fails alone, and only the failed ones come
 * again (ReportBatchItemFailures). A message that never succeeds ends in the dead-letter queue.
 */
export const consumer = (handle: (event: Delivery) => Promise<void>) =>
  messageConsumer(readDelivery, handle, ({ metadata: { eventId, correlationId }, data: { registrationId } }) => ({
    eventId,
    correlationId,
    registrationId,
  }));

/**
 * The same for messages of any kind; what `read` cannot read is a message that fails. `idsOf` says what log
 * and trace call a message.
 */
export function messageConsumer<Message>(
  read: (body: string) => Message,
  handle: (message: Message) => Promise<void>,
  idsOf: (message: Message) => Ids = () => ({}),
): (event: SQSEvent) => Promise<SQSBatchResponse> {
  function report({ messageId }: SQSRecord, error: unknown): true {
    logger.error('message failed', { messageId, ...errorFields(error) });
    return true;
  }

  async function failed(record: SQSRecord): Promise<boolean> {
    try {
      const message = read(record.body);
      return await runWithContext('message', idsOf(message), async () => {
        // Here, so that the line carries the message's ids.
        return handle(message).then(
          () => false,
          (error) => report(record, error),
        );
      });
    } catch (error) {
      return report(record, error);
    }
  }

  return async (event) => {
    const outcomes = await Promise.all(event.Records.map(failed));
    const failures = event.Records.filter((_, index) => outcomes[index]);
    return { batchItemFailures: failures.map((record) => ({ itemIdentifier: record.messageId })) };
  };
}

/**
 * An event's data by its contract. Fields that a newer publisher added are dropped, because adding
 * one is no breaking change. Throws when the data is not the event's.
 */
export const eventData = <Type extends string, Shape extends z.core.$ZodShape>(
  event: EventDefinition<Type, z.ZodMiniObject<Shape, z.core.$strict>>,
  delivery: Delivery,
): z.output<z.ZodMiniObject<Shape, z.core.$strip>> => z.parse(z.object(event.data.shape), delivery.data);
