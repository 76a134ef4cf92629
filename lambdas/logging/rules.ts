import type { EventType } from '../../contracts/events/index.ts';

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
