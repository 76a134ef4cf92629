import type { EventType } from '../../contracts/events/index.ts';
import type { Delivery } from '../platform/events/consumer.ts';
import type { logger } from '../platform/observability/logger.ts';

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

/** Events to warn of whose names do not end in Failed, or that are more than one failed attempt. */
const alarming: ReadonlySet<string> = new Set<EventType>(['UserRollbackFailed', 'PlatformAlertRaised']);

/** `warn` for failures and alerts, `info` for all other events. */
export const levelOf = (type: string): 'info' | 'warn' =>
  type.endsWith('Failed') || alarming.has(type) ? 'warn' : 'info';

// Ids only: personal data (email, name), texts and reasons are not logged.
const idFields = [
  'registrationId',
  'userId',
  'acceptedUserId',
  'invitationId',
  'intentId',
  'causeEventId',
  'id',
  'role',
];

/** The ids in an event's data. */
export const idsIn = (data: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> =>
  Object.fromEntries(idFields.filter((field) => data[field] !== undefined).map((field) => [field, data[field]]));
