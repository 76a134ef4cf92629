import type { EventData } from '../../../contracts/events/index.ts';
import type { MailContent } from '../layout.ts';

export const passwordChanged = (
  { email }: EventData<'PasswordResetCompleted' | 'PasswordChanged'>,
  appUrl: string,
): MailContent => ({
  subject: 'Your Rollcall password was changed',
  heading: 'Your password was changed',
  paragraphs: [
    `The account ${email} has a new password. All earlier sessions have ended.`,
    'If you did not change it, request a new password now: that ends every session, and only you can read that mail.',
  ],
  link: { label: 'Open Rollcall', url: appUrl },
  footer: 'You receive this mail whenever the password of your account changes.',
});
