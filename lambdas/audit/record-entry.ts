import type { Delivery } from '../platform/events/consumer.ts';
import { logger } from '../platform/observability/logger.ts';
import { entryOf } from './rules.ts';
import type { AppendEntry } from './store.ts';

/** Records an event in the audit trail; a duplicate delivery changes nothing. */
export function recordEntry(append: AppendEntry): (event: Delivery) => Promise<void> {
  return async (event) => {
    const outcome = await append(entryOf(event));
    logger.info('audit entry', { eventId: event.metadata.eventId, type: event.type, outcome });
  };
}
