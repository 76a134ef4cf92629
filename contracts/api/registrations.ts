import * as z from 'zod/mini';
import { isoTime, registrationId, userId } from '../fields.ts';
import { failure, registrationMethod, registrationState, transientStatus } from '../registration.ts';
import { storedText } from '../stored.ts';

export const registrationPath = z.strictObject({ registrationId });

/** A registration as it is recorded; a field is absent until its step has happened. */
export const registration = z.strictObject({
  registrationId,
  /** `reserved`: accepted, no user created yet. */
  state: registrationState,
  method: registrationMethod,
  userId: z.optional(userId),
  email: z.optional(storedText),
  name: z.optional(storedText),
  organisation: z.optional(storedText),
  roles: z.array(storedText),
  requestedBy: z.optional(z.uuid()),
  correlationId: z.optional(storedText),
  /** The states so far, oldest first. */
  steps: z.array(z.strictObject({ state: registrationState, at: isoTime })),
  failure: z.optional(failure),
  rollbackError: z.optional(failure),
  manualCleanupRequired: z.optional(z.boolean()),
  transientStatus: z.optional(transientStatus),
  rolesPending: z.optional(z.array(storedText)),
  attempts: z.optional(z.int()),
  nextAttemptAt: z.optional(isoTime),
  createdAt: isoTime,
  updatedAt: isoTime,
});
export type Registration = z.infer<typeof registration>;
