import * as z from 'zod/mini';
import { userId } from '../fields.ts';
import { personalText, storedText } from '../stored.ts';
import { defineEvent } from './define-event.ts';

export const externalIdentityLinkedV1 = defineEvent({
  type: 'ExternalIdentityLinked',
  version: 1,
  area: 'sessions',
  summary: 'An identity of an external provider was linked to a user.',
  data: z.strictObject({ userId, provider: storedText, externalId: personalText }),
  example: {
    userId: '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b',
    provider: 'firebase',
    externalId: 'Zx8Qp1',
  },
});
