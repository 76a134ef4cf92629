import * as z from 'zod/mini';
import { storedText } from '../stored.ts';
import { defineEvent } from './define-event.ts';

export const roleDeletedV1 = defineEvent({
  type: 'RoleDeleted',
  version: 1,
  area: 'roles',
  summary: 'The definition of a role without users was deleted.',
  data: z.strictObject({ role: storedText, description: storedText, permissions: z.array(storedText) }),
  example: {
    role: 'auditor',
    description: 'Reads the audit trail.',
    permissions: ['audit:read'],
  },
});
