import * as z from 'zod/mini';
import { userId } from '../fields.ts';
import { personalText } from '../stored.ts';
import { defineEvent } from './define-event.ts';

export const userDisabledV1 = defineEvent({
  type: 'UserDisabled',
  version: 1,
  area: 'users',
  summary: 'The user was disabled and cannot sign in; nothing was deleted.',
  data: z.strictObject({ userId, email: z.optional(personalText) }),
  example: { userId: '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b', email: 'ann@example.com' },
});
