import * as z from 'zod/mini';
import { authenticationMethod, authenticationRefusal } from '../authentication.ts';
import { userId } from '../fields.ts';
import { defineEvent } from './define-event.ts';

export const authenticationFailedV1 = defineEvent({
  type: 'AuthenticationFailed',
  version: 1,
  summary: 'Somebody could not prove who she is, or may not come in; the caller was not told which.',
  data: z.strictObject({
    username: z.string(),
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
