import * as z from 'zod/mini';
import { isoTime } from '../fields.ts';
import { storedText } from '../stored.ts';
import { cursor, pageLimit } from './page.ts';

// An empty field of a form, or the text null of a client, is no filter.
const filter = <Schema extends z.ZodMiniType>(value: Schema) =>
  z.pipe(
    z.transform((text: unknown) => (text === '' || text === 'null' ? undefined : text)),
    z.optional(value),
  );
const shortText = z.string().check(z.minLength(1), z.maxLength(100));
// A date without a time means the whole day; the end of a range is inclusive.
const instant = z.union(
  [z.iso.date(), z.iso.datetime({ offset: true })],
  'must be a date or an ISO 8601 time, such as 2026-11-22T09:30:00Z',
);

export const auditQuery = z.strictObject({
  action: filter(shortText),
  targetType: filter(shortText),
  targetId: filter(z.string().check(z.minLength(1), z.maxLength(255))),
  actorId: filter(z.string().check(z.minLength(1), z.maxLength(100))),
  from: filter(instant),
  to: filter(instant),
  limit: pageLimit(1000),
  cursor: z.optional(cursor),
});
export type AuditQuery = z.output<typeof auditQuery>;

export const auditEntry = z.strictObject({
  /** The event's id: one entry per event. */
  id: z.uuid(),
  occurredAt: isoTime,
  actorId: storedText,
  actorName: z.optional(storedText),
  /** The event's name in capitals, such as USER_REGISTERED. */
  action: storedText,
  targetType: storedText,
  targetId: storedText,
  /** The event's data. */
  details: z.record(z.string(), z.unknown()),
  ip: z.optional(storedText),
  userAgent: z.optional(storedText),
  eventId: z.uuid(),
  correlationId: storedText,
});
export type AuditEntry = z.infer<typeof auditEntry>;
export const auditPage = z.strictObject({ items: z.array(auditEntry), nextCursor: z.optional(z.string()) });
