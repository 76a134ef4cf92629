import type { Delivery } from '../platform/events/consumer.ts';
import type { logger } from '../platform/observability/logger.ts';
import { idsIn, levelOf } from './rules.ts';

/** Logs an event as one line: its name and its ids. */
export function logEvent(to: Pick<typeof logger, 'info' | 'warn'>): (event: Delivery) => Promise<void> {
  return async ({ type, metadata, data }) => {
    to[levelOf(type)](type, {
      eventId: metadata.eventId,
      version: metadata.version,
      occurredAt: metadata.occurredAt,
      correlationId: metadata.correlationId,
      causationId: metadata.causationId,
      actorId: metadata.actor.id,
      ...idsIn(data),
    });
  };
}
