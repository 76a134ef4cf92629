import * as z from 'zod/mini';
import { isoTime, registrationId, userId } from '../fields.ts';
import { transientStatus } from '../registration.ts';
import { storedText } from '../stored.ts';
import { defineEvent } from './define-event.ts';

export const roleAssignmentDeferredV1 = defineEvent({
  type: 'RoleAssignmentDeferred',
  version: 1,
  area: 'roles',
  summary:
    'The roles of a user could not be assigned because of a transient failure. The user is kept, and the assignment is retried.',
  data: z.strictObject({
    registrationId: z.optional(registrationId),
    userId,
    roles: z.array(storedText),
    status: transientStatus,
    attempt: z.int(),
    nextAttemptAt: isoTime,
  }),
  example: {
    registrationId: '0193a1f0-5c5e-7d4e-9a51-3f1c0b8f2a10',
    userId: '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b',
    roles: ['user'],
    status: 503,
    attempt: 1,
    nextAttemptAt: '2026-11-22T09:31:00.000Z',
  },
});
