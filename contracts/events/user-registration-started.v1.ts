import * as z from 'zod/mini';
import { registrationId } from '../fields.ts';
import { registrationMethod } from '../registration.ts';
import { defineEvent } from './define-event.ts';

export const userRegistrationStartedV1 = defineEvent({
  type: 'UserRegistrationStarted',
  version: 1,
  summary: 'A registration was asked for; nothing is checked yet, so the values are as they came.',
  data: z.strictObject({
    registrationId,
    method: registrationMethod,
    email: z.optional(z.string()),
    name: z.optional(z.string()),
    roles: z.array(z.string()),
  }),
  example: {
    registrationId: '0193a1f0-5c5e-7d4e-9a51-3f1c0b8f2a10',
    method: 'admin',
    email: 'Ann@Example.com',
    name: 'Ann',
    roles: ['user'],
  },
});
