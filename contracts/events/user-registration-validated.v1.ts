import * as z from 'zod/mini';
import { emailText, registrationId, roleNames, userId } from '../fields.ts';
import { defineEvent } from './define-event.ts';

export const userRegistrationValidatedV1 = defineEvent({
  type: 'UserRegistrationValidated',
  version: 1,
  summary: 'The request is valid and its e-mail address reserved; the user is created next.',
  data: z.strictObject({ registrationId, userId, email: emailText, roles: roleNames }),
  example: {
    registrationId: '0193a1f0-5c5e-7d4e-9a51-3f1c0b8f2a10',
    userId: '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b',
    email: 'ann@example.com',
    roles: ['user'],
  },
});
