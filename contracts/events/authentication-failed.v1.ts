import * as z from 'zod/mini';
import { authenticationMethod, authenticationRefusal } from '../authentication.ts';
import { userId } from '../fields.ts';
import { personalText } from '../stored.ts';
import { defineEvent } from './define-event.ts';

export const authenticationFailedV1 = defineEvent({
  type: 'AuthenticationFailed',
  version: 1,
  area: 'sessions',
  summary:
    'An authentication failed. `reason` is for operators only: the caller gets the same refusal for every reason.',
  data: z.strictObject({
    username: personalText,
    userId: z.optional(userId),
    method: authenticationMethod,
    reason: authenticationRefusal,
  }),
  example: {
    username: 'ann@example.com',
    userId: '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b',
    method: 'password',
    reason: 'incorrect_password',
  },
});
