import * as z from 'zod/mini';
import { registrationId, userId } from '../fields.ts';
import { registrationErrorType } from '../registration.ts';
import { personalText, storedText } from '../stored.ts';
import { defineEvent } from './define-event.ts';

export const userRegistrationFailedV1 = defineEvent({
  type: 'UserRegistrationFailed',
  version: 1,
  area: 'registrations',
  summary: 'The registration ended without a user. `rolledBack` is true when nothing of it remains.',
  data: z.strictObject({
    registrationId,
    email: z.optional(personalText),
    roles: z.array(storedText),
    errorType: registrationErrorType,
    errorMessage: z.optional(personalText),
    userId: z.optional(userId),
    rolledBack: z.boolean(),
  }),
  example: {
    registrationId: '0193a1f0-5c5e-7d4e-9a51-3f1c0b8f2a10',
    email: 'ann@example.com',
    roles: ['auditor'],
    errorType: 'role_not_found',
    errorMessage: 'There is no role named auditor.',
    rolledBack: true,
  },
});
