import * as z from 'zod/mini';
import { userId } from '../fields.ts';
import { sessionEndReason } from '../sessions.ts';
import { defineEvent } from './define-event.ts';

export const allSessionsRevokedV1 = defineEvent({
  type: 'AllSessionsRevoked',
  version: 1,
  summary: 'Every session of a user was ended; `count` of them were recorded.',
  data: z.strictObject({ userId, count: z.int(), reason: sessionEndReason }),
  example: {
    userId: '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b',
    count: 3,
    reason: 'admin_role_revoked',
  },
});
