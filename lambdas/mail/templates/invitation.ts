import { deadline } from '../deadline.ts';
import type { MailContent } from '../layout.ts';
import type { MailedData } from '../rules.ts';

const rolesSentence = (roles: readonly string[]): readonly string[] =>
  roles.length > 0 ? [`Your roles will be: ${roles.join(', ')}.`] : [];

export const invitation = ({ roles, expiresAt }: MailedData<'InvitationCreated'>, link: string): MailContent => ({
  subject: 'You are invited to Rollcall',
  heading: 'You are invited to Rollcall',
  paragraphs: [
    ...rolesSentence(roles),
    `The invitation is for you alone, can be used once, and ends on ${deadline(expiresAt)}.`,
  ],
  link: { label: 'Accept the invitation', url: link },
  footer:
    'You get this mail because somebody invited this address. If you do not know why, ignore it: nothing happens.',
});
