import * as z from 'zod/mini';
import { mailTemplate } from '../mail.ts';
import { storedText } from '../stored.ts';
import { defineEvent } from './define-event.ts';

export const mailFailedV1 = defineEvent({
  type: 'MailFailed',
  version: 1,
  area: 'mail',
  summary: 'The mail service refused a mail; it is not sent again.',
  data: z.strictObject({
    intentId: z.uuid(),
    template: mailTemplate,
    causeEventId: z.uuid(),
    reason: storedText,
  }),
  example: {
    intentId: '1c2d3e4f-5a6b-5c7d-8e9f-0a1b2c3d4e5f',
    template: 'welcome',
    causeEventId: '3e4f5a6b-7c8d-5e9f-8a1b-2c3d4e5f6a7b',
    reason: 'rejected',
  },
});
