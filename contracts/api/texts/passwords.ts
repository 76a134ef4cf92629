import type { passwordRoutes } from '../routes/passwords.ts';
import type { OperationTexts } from './operation-text.ts';

const tag = 'Passwords and verification';

export const passwordOperations: OperationTexts<typeof passwordRoutes> = {
  forgotPassword: {
    tag,
    summary: 'Request a password reset',
    description:
      'Sends a link to the address if it has an account. The response and its time do not reveal whether it has one.',
    body: 'ForgotPasswordRequest',
    successes: [{ status: 202, description: 'Accepted.', schema: 'Accepted' }],
  },
  resetPassword: {
    tag,
    summary: 'Reset a password',
    description:
      'Takes the token of the mailed link, which works once and is valid for 30 minutes. All sessions of the user are revoked, and the user is notified by mail.',
    body: 'ResetPasswordRequest',
    successes: [{ status: 204, description: 'The password is changed.' }],
    problems: ['token_not_valid', 'unavailable'],
  },
  changePassword: {
    tag,
    summary: 'Change your password',
    description:
      'Requires the current password. All your sessions are revoked; the response has a new one in the mode of this session.',
    body: 'ChangePasswordRequest',
    successes: [{ status: 200, description: 'The new session.', schema: 'LoginAnswer', cookie: 'set' }],
    problems: ['incorrect_password', 'too_many_attempts'],
  },
};
