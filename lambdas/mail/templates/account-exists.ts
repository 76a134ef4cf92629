import type { MailContent } from '../layout.ts';
import type { MailedData } from '../rules.ts';

export const accountExists = ({ email }: MailedData<'SignUpRefused'>, appUrl: string): MailContent => ({
  subject: 'You have a Rollcall account already',
  heading: 'You have an account already',
  paragraphs: [
    `Somebody signed up for Rollcall with the address ${email}, which has an account. Nothing was changed.`,
    'If it was you, log in. If you do not know the password, ask for a new one.',
  ],
  link: { label: 'Open Rollcall', url: appUrl },
  footer: 'If it was not you, ignore this mail: whoever it was got neither in nor an answer that tells of you.',
});
