import * as z from 'zod/mini';
import { storedText } from '../stored.ts';
import { defineEvent } from './define-event.ts';

const definition = z.strictObject({ description: storedText, permissions: z.array(storedText) });

export const roleUpdatedV1 = defineEvent({
  type: 'RoleUpdated',
  version: 1,
  area: 'roles',
  summary: 'The description or the permissions of a role changed, for every user with the role.',
  data: z.strictObject({ role: storedText, before: definition, after: definition }),
  example: {
    role: 'auditor',
    before: { description: 'Reads the audit trail.', permissions: ['audit:read'] },
    after: { description: 'Reads the audit trail.', permissions: ['audit:read', 'users:read'] },
  },
});
