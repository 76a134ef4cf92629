import * as z from 'zod/mini';
import { registrationId, userId } from '../fields.ts';
import { registrationErrorType } from '../registration.ts';
import { defineEvent } from './define-event.ts';

export const userRegistrationFailedV1 = defineEvent({
  type: 'UserRegistrationFailed',
  version: 1,
  summary: 'The registration ended without a user; rolledBack says that nothing was left behind.',
  data: z.strictObject({
    registrationId,
    email: z.optional(z.string()),
    roles: z.array(z.string()),
    errorType: registrationErrorType,
    errorMessage: z.optional(z.string()),
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
