import * as z from 'zod/mini';
import { userId } from '../fields.ts';
import { personalText } from '../stored.ts';
import { defineEvent } from './define-event.ts';

export const userVerificationCompletedV1 = defineEvent({
  type: 'UserVerificationCompleted',
  version: 1,
  area: 'passwords',
  summary: 'A user proved that they own their e-mail address, and can sign in.',
  data: z.strictObject({ userId, tokenId: z.uuid(), email: personalText }),
  example: {
    userId: '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b',
    tokenId: '0193a1f0-8b22-7d4e-9c63-6b5f4e3d2c1b',
    email: 'ann@example.com',
  },
});
