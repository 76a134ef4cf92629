import * as z from 'zod/mini';
import { authType } from '../authentication.ts';
import { userId } from '../fields.ts';
import { defineEvent } from './define-event.ts';

export const externalIdentityLinkedV1 = defineEvent({
  type: 'ExternalIdentityLinked',
  version: 1,
  summary: 'An identity of an external provider stands for a user from now on.',
  data: z.strictObject({ userId, provider: authType, externalId: z.string() }),
  example: {
    userId: '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b',
    provider: 'firebase',
    externalId: 'Zx8Qp1',
  },
});
