import * as z from 'zod/mini';
import { correlationId, isoTime } from '../fields.ts';
import { personalText, storedText } from '../stored.ts';

/** The cause of an event. `id` is a user's id, or the nil UUID for the system. */
export const actor = z.strictObject({
  type: z.enum(['user', 'system']),
  id: z.uuid(),
  ip: z.optional(personalText),
  userAgent: z.optional(personalText),
});
export type Actor = z.infer<typeof actor>;

/**
 * What every event has beside its data. `eventId` is a UUIDv5 of the operation's id and the event's key in it:
 * an event that is published twice has the same id, so that consumers can drop duplicates. It is not
 * EventBridge's own id.
 */
export const metadata = z.strictObject({
  eventId: z.uuid(),
  version: z.int(),
  occurredAt: isoTime,
  correlationId,
  causationId: storedText,
  actor,
  organizationId: z.optional(z.uuid()),
});
export type EventMetadata = z.infer<typeof metadata>;

/** The areas of docs/events.md, in its order. */
export const areas = {
  registrations: 'Registrations',
  users: 'Users',
  roles: 'Roles and permission groups',
  sessions: 'Authentication and sessions',
  passwords: 'Passwords and verification',
  invitations: 'Invitations',
  mail: 'Mail',
  operations: 'Operations',
} as const;

export interface EventDefinition<Type extends string = string, Data extends z.ZodMiniType = z.ZodMiniType> {
  /** EventBridge's detail-type. */
  readonly type: Type;
  readonly version: number;
  readonly area: keyof typeof areas;
  readonly summary: string;
  /** Of the fields in stored.ts, without limits; `personalText` marks personal data. */
  readonly data: Data;
  /** A valid instance of `data`, for docs/events.md and for builders in tests. */
  readonly example: z.output<Data>;
}

/**
 * Declares one version of one event. A new event is a file here, a line in index.ts, and the place that
 * journals it. docs/events.md and docs/events.schema.json are generated from the declaration.
 */
export function defineEvent<Type extends string, Data extends z.ZodMiniType>(
  definition: EventDefinition<Type, Data>,
): EventDefinition<Type, Data> {
  return definition;
}
