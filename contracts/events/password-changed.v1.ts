import * as z from 'zod/mini';
import { userId } from '../fields.ts';
import { personalText } from '../stored.ts';
import { defineEvent } from './define-event.ts';

export const passwordChangedV1 = defineEvent({
  type: 'PasswordChanged',
  version: 1,
  area: 'passwords',
  summary: 'A user changed their password; every earlier session was revoked.',
  data: z.strictObject({ userId, email: personalText }),
  example: {
    userId: '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b',
    email: 'ann@example.com',
  },
});
