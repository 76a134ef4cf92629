import type { EventData } from '../../../contracts/events/index.ts';
import { formatTime, type MailContent } from '../layout.ts';

export const passwordReset = (
  { email, expiresAt }: EventData<'PasswordResetRequested'>,
  link: string,
): MailContent => ({
  subject: 'Choose a new password for Rollcall',
  heading: 'Choose a new password',
  paragraphs: [
    `With this link you choose a new password for the account ${email}.`,
    `The link works once and expires on ${formatTime(expiresAt)}. All your sessions end when you use it.`,
  ],
  link: { label: 'Choose a password', url: link },
  footer: 'If you did not request a new password, ignore this mail: your password stays as it is.',
});
