import * as z from 'zod/mini';
import { registrationId, userId } from '../fields.ts';
import { failure } from '../registration.ts';
import { personalText } from '../stored.ts';
import { defineEvent } from './define-event.ts';

export const userRegistrationRolledBackV1 = defineEvent({
  type: 'UserRegistrationRolledBack',
  version: 1,
  area: 'registrations',
  summary: 'The user that this registration created was deleted, and the e-mail address is free.',
  data: z.strictObject({ registrationId, userId, email: personalText, cause: failure }),
  example: {
    registrationId: '0193a1f0-5c5e-7d4e-9a51-3f1c0b8f2a10',
    userId: '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b',
    email: 'ann@example.com',
    cause: { type: 'role_assignment_failed', message: 'The roles were refused.' },
  },
});
