import * as z from 'zod/mini';
import { roleName } from '../fields.ts';
import { defineEvent } from './define-event.ts';

export const roleCreatedV1 = defineEvent({
  type: 'RoleCreated',
  version: 1,
  summary: 'A role was added to the catalogue.',
  data: z.strictObject({ role: roleName, description: z.string(), permissions: z.array(z.string()) }),
  example: {
    role: 'auditor',
    description: 'Reads the audit trail.',
    permissions: ['audit:read'],
  },
});
