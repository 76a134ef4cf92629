import * as z from 'zod/mini';
import { userId } from '../fields.ts';
import { defineEvent } from './define-event.ts';

export const authorizationCacheInvalidatedV1 = defineEvent({
  type: 'AuthorizationCacheInvalidated',
  version: 1,
  area: 'roles',
  summary: 'The permissions of a user changed. Drop every cached decision whose key matches `pattern`.',
  data: z.strictObject({ userId, pattern: z.string().check(z.regex(/^authz:[0-9a-f-]{36}:\*$/)) }),
  example: {
    userId: '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b',
    pattern: 'authz:6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b:*',
  },
});
