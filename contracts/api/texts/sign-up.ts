import type { signUpRoutes } from '../routes/sign-up.ts';
import type { OperationTexts } from './operation-text.ts';

const sameAnswer = 'The response and its time do not reveal whether the address is known.';

export const signUpOperations: OperationTexts<typeof signUpRoutes> = {
  signUp: {
    tag: 'Registrations',
    summary: 'Sign up',
    description: `Registers a user with the role \`user\`. The user can log in after verifying the e-mail address with the mailed link. ${sameAnswer} The owner of an existing account is notified by mail.`,
    body: 'SignUpRequest',
    successes: [{ status: 202, description: 'Accepted.', schema: 'Accepted' }],
  },
  verifyEmail: {
    tag: 'Passwords and verification',
    summary: 'Verify an e-mail address',
    description: 'Takes the token of the mailed link, which works once and is valid for 24 hours.',
    body: 'VerifyRequest',
    successes: [{ status: 200, description: 'The address is verified; the user can log in.', schema: 'Verified' }],
    problems: ['token_not_valid'],
  },
  resendVerification: {
    tag: 'Passwords and verification',
    summary: 'Resend the verification mail',
    description: sameAnswer,
    body: 'ResendVerificationRequest',
    successes: [{ status: 202, description: 'Accepted.', schema: 'Accepted' }],
  },
};
