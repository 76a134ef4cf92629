import * as z from 'zod/mini';
import { isoTime } from '../fields.ts';
import { personalText, storedText } from '../stored.ts';
import { defineEvent } from './define-event.ts';

export const invitationCreatedV1 = defineEvent({
  type: 'InvitationCreated',
  version: 1,
  area: 'invitations',
  summary: 'An invitation was created; the mailer sends its link.',
  data: z.strictObject({
    invitationId: z.uuid(),
    email: personalText,
    roles: z.array(storedText),
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
