import * as z from 'zod/mini';
import { emailText, isoTime, roleNames } from '../fields.ts';
import { defineEvent } from './define-event.ts';

export const invitationCreatedV1 = defineEvent({
  type: 'InvitationCreated',
  version: 1,
  summary: 'Somebody was invited; the mailer sends the link.',
  data: z.strictObject({
    invitationId: z.uuid(),
    email: emailText,
    roles: roleNames,
    invitedBy: z.uuid(),
    expiresAt: isoTime,
  }),
  example: {
    invitationId: '0193a1f0-7a11-7c3d-8b52-5a4e3d2c1b0a',
    email: 'ann@example.com',
    roles: ['user'],
    invitedBy: '2b7c9a10-8d3e-5f46-9c21-7e5d4c3b2a19',
    expiresAt: '2026-11-29T09:30:00.000Z',
  },
});
