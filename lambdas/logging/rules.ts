import type { EventType } from '../../contracts/events/index.ts';

/** Failures whose names do not end in Failed, or that are worse than one attempt's. */
const alarming: ReadonlySet<string> = new Set<EventType>(['UserRollbackFailed', 'PlatformAlertRaised']);

/** Attempted and Succeeded are everyday; what failed is worth a look. */
export const levelOf = (type: string): 'info' | 'warn' =>
  type.endsWith('Failed') || alarming.has(type) ? 'warn' : 'info';

// A person's data (email, name), texts and reasons stay out; these fields name things.
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
