import type { EventData } from '../../../contracts/events/index.ts';
import { formatTime, type MailContent } from '../layout.ts';

/** Contains no name: until the address is verified, a stranger may have typed both name and address. */
export const verification = (
  { email, expiresAt }: EventData<'UserVerificationRequested'>,
  link: string,
): MailContent => ({
  subject: 'Confirm your address for Rollcall',
  heading: 'Confirm your address',
  paragraphs: [
    `A Rollcall account was created with the address ${email}. If you created it, follow the link to confirm the address. Then you can log in.`,
    `The link works once and expires on ${formatTime(expiresAt)}.`,
  ],
  link: { label: 'Confirm the address', url: link },
  footer: 'If you did not create this account, do not follow the link: the account cannot be used without it.',
});
