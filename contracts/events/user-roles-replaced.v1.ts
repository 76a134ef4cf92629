import * as z from 'zod/mini';
import { userId } from '../fields.ts';
import { storedText } from '../stored.ts';
import { defineEvent } from './define-event.ts';

export const userRolesReplacedV1 = defineEvent({
  type: 'UserRolesReplaced',
  version: 1,
  area: 'roles',
  summary: 'All roles of a user were replaced at once. Each change has its own events beside this one.',
  data: z.strictObject({ userId, before: z.array(storedText), after: z.array(storedText) }),
  example: {
    userId: '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b',
    before: ['readonly'],
    after: ['admin', 'user'],
  },
});
