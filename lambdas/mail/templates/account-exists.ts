import type { EventData } from '../../../contracts/events/index.ts';
import type { MailContent } from '../layout.ts';

export const accountExists = ({ email }: EventData<'SignUpRefused'>, appUrl: string): MailContent => ({
  subject: 'You have a Rollcall account already',
  heading: 'You have an account already',
  paragraphs: [
    `We received a sign-up to Rollcall with the address ${email}, which already has an account. Nothing was changed.`,
    'If it was you, log in. If you do not know your password, request a new one.',
  ],
  link: { label: 'Open Rollcall', url: appUrl },
  footer:
    'If it was not you, ignore this mail. The sign-up gave no access to your account and did not reveal that it exists.',
});
