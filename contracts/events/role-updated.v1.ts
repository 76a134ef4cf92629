import * as z from 'zod/mini';
import { roleName } from '../fields.ts';
import { defineEvent } from './define-event.ts';

const definition = z.strictObject({ description: z.string(), permissions: z.array(z.string()) });

export const roleUpdatedV1 = defineEvent({
  type: 'RoleUpdated',
  version: 1,
  summary: 'What a role says or allows was changed; it counts for everybody who holds it.',
  data: z.strictObject({ role: roleName, before: definition, after: definition }),
  example: {
    role: 'auditor',
    before: { description: 'Reads the audit trail.', permissions: ['audit:read'] },
    after: { description: 'Reads the audit trail.', permissions: ['audit:read', 'users:read'] },
  },
});
