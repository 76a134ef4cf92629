import * as z from 'zod/mini';
import { emailText, userId } from '../fields.ts';
import { defineEvent } from './define-event.ts';

export const passwordChangedV1 = defineEvent({
  type: 'PasswordChanged',
  version: 1,
  summary: 'A user changed her password; her other sessions have ended.',
  data: z.strictObject({ userId, email: emailText }),
  example: {
    userId: '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b',
    email: 'ann@example.com',
  },
});
