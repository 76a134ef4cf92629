import * as z from 'zod/mini';
import { userId } from '../fields.ts';
import { storedText } from '../stored.ts';
import { defineEvent } from './define-event.ts';

export const roleAssignmentAttemptedV1 = defineEvent({
  type: 'RoleAssignmentAttempted',
  version: 1,
  area: 'roles',
  summary: 'The assignment of a role to a user was attempted.',
  data: z.strictObject({ userId, role: storedText, assignedBy: z.uuid() }),
  example: {
    userId: '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b',
    role: 'user',
    assignedBy: '2b7c9a10-8d3e-5f46-9c21-7e5d4c3b2a19',
  },
});
