import * as events from '../../contracts/events/definitions.ts';

import { type Delivery, eventData } from '../platform/events/consumer.ts';
import { type ConsumerJournal, consumerOperation, journalEntry } from '../platform/events/journal.ts';
import { logger } from '../platform/observability/logger.ts';
import type { Clock } from '../platform/runtime.ts';
import { cacheKeyPattern } from './authorizer/decisions.ts';

interface InvalidationDependencies {
  readonly journal: Pick<ConsumerJournal, 'add'>;
  readonly clock: Clock;
}

/** The user whose decisions this event voids; undefined for any other event. */
function subjectOf(event: Delivery): string | undefined {
  if (event.type === events.roleAssignmentSucceededV1.type)
    return eventData(events.roleAssignmentSucceededV1, event).userId;
  if (event.type === events.roleRevocationSucceededV1.type)
    return eventData(events.roleRevocationSucceededV1, event).userId;
  if (event.type === events.permissionGroupsSetV1.type) return eventData(events.permissionGroupsSetV1, event).userId;
  return undefined;
}

/**
 * Publishes that a user's decisions are void, once an event, for consumers that cache decisions. Rollcall's own are
 * void already, by the transaction of the change (docs/adr/0014): nothing here can fail a change.
 */
export function invalidateCache({ journal, clock }: InvalidationDependencies): (event: Delivery) => Promise<void> {
  return async (event) => {
    const userId = subjectOf(event);
    if (userId === undefined) return;
    const operation = consumerOperation(event, 'invalidate-cache', clock());
    const entry = journalEntry(events.authorizationCacheInvalidatedV1, 'invalidated', {
      userId,
      pattern: cacheKeyPattern(userId),
    });
    const isFirst = await journal.add(operation, entry);
    logger.info('decisions invalidated', { userId, eventId: event.metadata.eventId, isFirst });
  };
}
