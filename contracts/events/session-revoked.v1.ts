import * as z from 'zod/mini';
import { userId } from '../fields.ts';
import { sessionEndReason } from '../sessions.ts';
import { defineEvent } from './define-event.ts';

export const sessionRevokedV1 = defineEvent({
  type: 'SessionRevoked',
  version: 1,
  area: 'sessions',
  summary: 'One session of a user was revoked.',
  data: z.strictObject({ userId, sessionId: z.uuid(), reason: sessionEndReason }),
  example: {
    userId: '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b',
    sessionId: '9c8b7a60-5d4e-5f3a-8b2c-1d0e9f8a7b6c',
    reason: 'logged_out',
  },
});
