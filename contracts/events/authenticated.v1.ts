import * as z from 'zod/mini';
import { authenticationMethod } from '../authentication.ts';
import { userId } from '../fields.ts';
import { personalText } from '../stored.ts';
import { defineEvent } from './define-event.ts';

export const authenticatedV1 = defineEvent({
  type: 'Authenticated',
  version: 1,
  area: 'sessions',
  summary: 'A user authenticated and has a new session.',
  data: z.strictObject({ username: personalText, userId, method: authenticationMethod, sessionId: z.uuid() }),
  example: {
    username: 'ann@example.com',
    userId: '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b',
    method: 'password',
    sessionId: '9c8b7a60-5d4e-5f3a-8b2c-1d0e9f8a7b6c',
  },
});
