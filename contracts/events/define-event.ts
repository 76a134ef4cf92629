import * as z from 'zod/mini';
import { correlationId, isoTime } from '../fields.ts';

/** Who did it. `id` is a user's id, or the nil UUID for the system. */
export const actor = z.strictObject({
  type: z.enum(['user', 'system']),
  id: z.uuid(),
  ip: z.optional(z.string().check(z.maxLength(45))),
  userAgent: z.optional(z.string().check(z.maxLength(500))),
});
export type Actor = z.infer<typeof actor>;

/**
 * What every event carries beside its data.
 * `eventId` is a UUIDv5 of the operation's id and the event's place in it: the same event published
 * twice has the same id, and consumers drop what they have seen. It is not EventBridge's own id.
 */
export const metadata = z.strictObject({
  eventId: z.uuid(),
  version: z.int(),
  occurredAt: isoTime,
  correlationId,
  causationId: z.string(),
  actor,
  organizationId: z.optional(z.uuid()),
});
export type EventMetadata = z.infer<typeof metadata>;

export interface EventDefinition<Type extends string = string, Data extends z.ZodMiniType = z.ZodMiniType> {
  /** EventBridge's detail-type. */
  readonly type: Type;
  readonly version: number;
  readonly summary: string;
  readonly data: Data;
  /** A valid instance of `data`, for docs/events.md and for builders in tests. */
  readonly example: z.output<Data>;
}

/** Declares one version of one event; docs/events.md and the published-fields test are made from it. */
export function defineEvent<Type extends string, Data extends z.ZodMiniType>(
  definition: EventDefinition<Type, Data>,
): EventDefinition<Type, Data> {
  return definition;
}
