import type { MailContent } from '../layout.ts';
import type { MailedData } from '../rules.ts';

export const passwordChanged = (
  { email }: MailedData<'PasswordResetCompleted' | 'PasswordChanged'>,
  appUrl: string,
): MailContent => ({
  subject: 'Your Rollcall password was changed',
  heading: 'Your password was changed',
  paragraphs: [
    `The account ${email} has a new password. Sessions from before have ended.`,
    'If it was not you, ask for a new password at once: that ends every session, and only you can read the mail.',
  ],
  link: { label: 'Open Rollcall', url: appUrl },
  footer: 'You get this mail whenever the password of your account is changed.',
});
