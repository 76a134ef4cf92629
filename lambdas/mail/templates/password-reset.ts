import { deadline } from '../deadline.ts';
import type { MailContent } from '../layout.ts';
import type { MailedData } from '../rules.ts';

export const passwordReset = (
  { email, expiresAt }: MailedData<'PasswordResetRequested'>,
  link: string,
): MailContent => ({
  subject: 'Choose a new password for Rollcall',
  heading: 'Choose a new password',
  paragraphs: [
    `With this link you choose the password of the account ${email}.`,
    `It works once, and until ${deadline(expiresAt)}. All sessions end when you use it.`,
  ],
  link: { label: 'Choose a password', url: link },
  footer: 'If you did not ask for it, ignore this mail: the password stays as it is.',
});
