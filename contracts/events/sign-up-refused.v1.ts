import * as z from 'zod/mini';
import { emailText, userId } from '../fields.ts';
import { defineEvent } from './define-event.ts';

export const signUpRefusedV1 = defineEvent({
  type: 'SignUpRefused',
  version: 1,
  summary: 'Somebody signed up with an address that has an account; its owner is told by mail, the caller is not.',
  data: z.strictObject({ userId, email: emailText }),
  example: {
    userId: '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b',
    email: 'ann@example.com',
  },
});
