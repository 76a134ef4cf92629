import type { passwordRoutes } from '../routes/passwords.ts';
import type { OperationTexts } from './operation-text.ts';

const tag = 'Sign-in';

export const passwordOperations: OperationTexts<typeof passwordRoutes> = {
  forgotPassword: {
    tag,
    summary: 'Asks for a new password',
    description:
      'A link goes to the address, if it has an account. The answer is the same, and takes as long, whether it has or not.',
    body: 'ForgotPasswordRequest',
    successes: [{ status: 202, description: 'Look into the mailbox.', schema: 'Accepted' }],
  },
  resetPassword: {
    tag,
    summary: 'Sets a new password by the link of a mail',
    description: 'The token works once and for 30 minutes. Every session of the user ends, and a mail tells her.',
    body: 'ResetPasswordRequest',
    successes: [{ status: 204, description: 'Log in with the new password.' }],
    problems: ['token_not_valid', 'unavailable'],
  },
  changePassword: {
    tag,
    summary: 'Changes your password',
    description:
      'Needs the current one. Every session ends; the answer holds a new one, as logging in does, in the manner of this session.',
    body: 'ChangePasswordRequest',
    successes: [{ status: 200, description: 'The new session.', schema: 'LoginAnswer' }],
    problems: ['incorrect_password', 'too_many_attempts'],
  },
};
