import * as z from 'zod/mini';
import { roleName, userId } from '../fields.ts';
import { revocationReason } from '../registration.ts';
import { defineEvent } from './define-event.ts';

export const roleRevocationAttemptedV1 = defineEvent({
  type: 'RoleRevocationAttempted',
  version: 1,
  summary: 'A role is about to be taken away.',
  data: z.strictObject({ userId, role: roleName, revokedBy: z.uuid(), reason: z.optional(revocationReason) }),
  example: {
    userId: '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b',
    role: 'user',
    revokedBy: '2b7c9a10-8d3e-5f46-9c21-7e5d4c3b2a19',
    reason: 'user_deleted',
  },
});
