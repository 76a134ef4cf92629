import * as z from 'zod/mini';
import { authenticationMethod } from '../authentication.ts';
import { userId } from '../fields.ts';
import { personalText } from '../stored.ts';
import { defineEvent } from './define-event.ts';

export const authenticationStartedV1 = defineEvent({
  type: 'AuthenticationStarted',
  version: 1,
  area: 'sessions',
  summary: 'An authentication attempt started.',
  data: z.strictObject({ username: personalText, userId: z.optional(userId), method: authenticationMethod }),
  example: {
    username: 'ann@example.com',
    userId: '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b',
    method: 'password',
  },
});
