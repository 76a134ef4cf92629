import * as z from 'zod/mini';
import { registrationId } from '../fields.ts';
import { registrationMethod } from '../registration.ts';
import { personalText, storedText } from '../stored.ts';
import { defineEvent } from './define-event.ts';

export const userRegistrationStartedV1 = defineEvent({
  type: 'UserRegistrationStarted',
  version: 1,
  area: 'registrations',
  summary: 'A registration was requested. The values are those of the request, not validated yet.',
  data: z.strictObject({
    registrationId,
    method: registrationMethod,
    email: z.optional(personalText),
    name: z.optional(personalText),
    roles: z.array(storedText),
  }),
  example: {
    registrationId: '0193a1f0-5c5e-7d4e-9a51-3f1c0b8f2a10',
    method: 'admin',
    email: 'Ann@Example.com',
    name: 'Ann',
    roles: ['user'],
  },
});
