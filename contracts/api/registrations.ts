import * as z from 'zod/mini';
import { isoTime, registrationId, roleNames, userId } from '../fields.ts';
import { failure, registrationMethod, registrationState, transientStatus } from '../registration.ts';

export const registrationPath = z.strictObject({ registrationId });

/** A registration as its record tells it; what is absent did not happen. */
export const registration = z.strictObject({
  registrationId,
  /** reserved: accepted, nothing created yet. */
  state: registrationState,
  method: registrationMethod,
  userId: z.optional(userId),
  email: z.optional(z.string()),
  name: z.optional(z.string()),
  organisation: z.optional(z.string()),
  roles: z.array(z.string()),
  requestedBy: z.optional(z.uuid()),
  correlationId: z.optional(z.string()),
  /** The states that it passed, oldest first. */
  steps: z.array(z.strictObject({ state: registrationState, at: isoTime })),
  failure: z.optional(failure),
  rollbackError: z.optional(failure),
  manualCleanupRequired: z.optional(z.boolean()),
  transientStatus: z.optional(transientStatus),
  rolesPending: z.optional(roleNames),
  attempts: z.optional(z.int()),
  nextAttemptAt: z.optional(isoTime),
  createdAt: isoTime,
  updatedAt: isoTime,
});
export type Registration = z.infer<typeof registration>;
