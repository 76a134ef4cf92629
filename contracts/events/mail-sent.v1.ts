import * as z from 'zod/mini';
import { mailTemplate } from '../mail.ts';
import { defineEvent } from './define-event.ts';

export const mailSentV1 = defineEvent({
  type: 'MailSent',
  version: 1,
  area: 'mail',
  summary: 'The mail service accepted a mail.',
  data: z.strictObject({ intentId: z.uuid(), template: mailTemplate, causeEventId: z.uuid() }),
  example: {
    intentId: '1c2d3e4f-5a6b-5c7d-8e9f-0a1b2c3d4e5f',
    template: 'welcome',
    causeEventId: '3e4f5a6b-7c8d-5e9f-8a1b-2c3d4e5f6a7b',
  },
});
