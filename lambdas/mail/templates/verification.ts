import { deadline } from '../deadline.ts';
import type { MailContent } from '../layout.ts';
import type { MailedData } from '../rules.ts';

/** It names nobody: until the link is followed, a stranger may have typed name and address. */
export const verification = (
  { email, expiresAt }: MailedData<'UserVerificationRequested'>,
  link: string,
): MailContent => ({
  subject: 'Confirm your address for Rollcall',
  heading: 'Is this your address?',
  paragraphs: [
    `Somebody signed up for Rollcall with the address ${email}. If it was you, follow the link to confirm it; then you may log in.`,
    `The link works once, and until ${deadline(expiresAt)}.`,
  ],
  link: { label: 'Confirm the address', url: link },
  footer: 'If it was not you, do not follow the link: without it nobody can use the account.',
});
