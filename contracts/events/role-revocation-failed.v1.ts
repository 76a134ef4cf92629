import * as z from 'zod/mini';
import { userId } from '../fields.ts';
import { roleRefusal } from '../registration.ts';
import { storedText } from '../stored.ts';
import { defineEvent } from './define-event.ts';

export const roleRevocationFailedV1 = defineEvent({
  type: 'RoleRevocationFailed',
  version: 1,
  area: 'roles',
  summary: 'The revocation of a role failed; the user still has the role.',
  data: z.strictObject({ userId, role: storedText, revokedBy: z.uuid(), reason: roleRefusal }),
  example: {
    userId: '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b',
    role: 'user',
    revokedBy: '2b7c9a10-8d3e-5f46-9c21-7e5d4c3b2a19',
    reason: 'last_admin',
  },
});
