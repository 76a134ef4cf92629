import * as z from 'zod/mini';
import { storedText } from '../stored.ts';
import { defineEvent } from './define-event.ts';

export const roleCreatedV1 = defineEvent({
  type: 'RoleCreated',
  version: 1,
  area: 'roles',
  summary: 'A role was defined.',
  data: z.strictObject({ role: storedText, description: storedText, permissions: z.array(storedText) }),
  example: {
    role: 'auditor',
    description: 'Reads the audit trail.',
    permissions: ['audit:read'],
  },
});
