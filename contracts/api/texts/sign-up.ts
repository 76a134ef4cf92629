import type { signUpRoutes } from '../routes/sign-up.ts';
import type { OperationTexts } from './operation-text.ts';

const tag = 'Sign-in';
const blind = 'The answer is the same, and takes as long, whether the address is known or not.';

export const signUpOperations: OperationTexts<typeof signUpRoutes> = {
  signUp: {
    tag,
    summary: 'Signs up with an e-mail address',
    description: `Registers a user with the role \`user\`, who may log in when she has followed the link in the mail. ${blind} Who has an account already gets a mail that says so.`,
    body: 'SignUpRequest',
    successes: [{ status: 202, description: 'Look into the mailbox.', schema: 'Accepted' }],
  },
  verifyEmail: {
    tag,
    summary: 'Shows that an address is hers',
    description: 'Takes the token of the mail, which works once and for 24 hours.',
    body: 'VerifyRequest',
    successes: [{ status: 200, description: 'She may log in now.', schema: 'Verified' }],
    problems: ['token_not_valid'],
  },
  resendVerification: {
    tag,
    summary: 'Sends the mail with the link again',
    description: blind,
    body: 'ResendVerificationRequest',
    successes: [{ status: 202, description: 'Look into the mailbox.', schema: 'Accepted' }],
  },
};
