import * as z from 'zod/mini';
import { roleName } from '../fields.ts';
import { defineEvent } from './define-event.ts';

export const roleDeletedV1 = defineEvent({
  type: 'RoleDeleted',
  version: 1,
  summary: 'A role that nobody held was taken out of the catalogue.',
  data: z.strictObject({ role: roleName, description: z.string(), permissions: z.array(z.string()) }),
  example: {
    role: 'auditor',
    description: 'Reads the audit trail.',
    permissions: ['audit:read'],
  },
});
