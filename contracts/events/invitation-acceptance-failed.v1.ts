import * as z from 'zod/mini';
import { userId } from '../fields.ts';
import { personalText, storedText } from '../stored.ts';
import { defineEvent } from './define-event.ts';

export const invitationAcceptanceFailedV1 = defineEvent({
  type: 'InvitationAcceptanceFailed',
  version: 1,
  area: 'invitations',
  summary: 'An invited user registered, but the roles of the invitation were not assigned.',
  data: z.strictObject({
    invitationId: z.uuid(),
    email: personalText,
    roles: z.array(storedText),
    invitedBy: z.uuid(),
    acceptedUserId: userId,
    reason: z.enum(['expired', 'not_allowed', 'role_not_found', 'user_not_found']),
  }),
  example: {
    invitationId: '0193a1f0-7a11-7c3d-8b52-5a4e3d2c1b0a',
    email: 'ann@example.com',
    roles: ['user'],
    invitedBy: '2b7c9a10-8d3e-5f46-9c21-7e5d4c3b2a19',
    acceptedUserId: '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b',
    reason: 'not_allowed',
  },
});
