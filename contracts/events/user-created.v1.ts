import * as z from 'zod/mini';
import { registrationId, userId } from '../fields.ts';
import { personalText } from '../stored.ts';
import { defineEvent } from './define-event.ts';

export const userCreatedV1 = defineEvent({
  type: 'UserCreated',
  version: 1,
  area: 'registrations',
  summary: 'The user exists in the user pool, without roles.',
  data: z.strictObject({ registrationId, userId, email: personalText }),
  example: {
    registrationId: '0193a1f0-5c5e-7d4e-9a51-3f1c0b8f2a10',
    userId: '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b',
    email: 'ann@example.com',
  },
});
