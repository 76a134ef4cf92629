import * as z from 'zod/mini';
import { roleName, userId } from '../fields.ts';
import { defineEvent } from './define-event.ts';

export const userRolesReplacedV1 = defineEvent({
  type: 'UserRolesReplaced',
  version: 1,
  summary: 'All roles of a user were replaced at once; each change has its own events beside this one.',
  data: z.strictObject({ userId, before: z.array(roleName), after: z.array(roleName) }),
  example: {
    userId: '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b',
    before: ['readonly'],
    after: ['admin', 'user'],
  },
});
