import * as z from 'zod/mini';
import { userId } from '../fields.ts';
import { personalText, storedText } from '../stored.ts';
import { defineEvent } from './define-event.ts';

export const roleRevocationAttemptedV1 = defineEvent({
  type: 'RoleRevocationAttempted',
  version: 1,
  area: 'roles',
  summary: 'The revocation of a role from a user was attempted.',
  data: z.strictObject({ userId, role: storedText, revokedBy: z.uuid(), reason: z.optional(personalText) }),
  example: {
    userId: '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b',
    role: 'user',
    revokedBy: '2b7c9a10-8d3e-5f46-9c21-7e5d4c3b2a19',
    reason: 'user_deleted',
  },
});
