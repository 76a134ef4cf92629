import * as z from 'zod/mini';
import { userId } from '../fields.ts';
import { sessionEndReason } from '../sessions.ts';
import { defineEvent } from './define-event.ts';

export const allSessionsRevokedV1 = defineEvent({
  type: 'AllSessionsRevoked',
  version: 1,
  area: 'sessions',
  summary: 'All sessions of a user were revoked; `count` of them were recorded as open.',
  data: z.strictObject({ userId, count: z.int(), reason: sessionEndReason }),
  example: {
    userId: '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b',
    count: 3,
    reason: 'admin_role_revoked',
  },
});
