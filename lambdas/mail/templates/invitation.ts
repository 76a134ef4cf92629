import type { MailContent } from '../layout.ts';
import type { MailedData } from '../rules.ts';

/** `2026-11-29T09:30:00.000Z` as a person reads it: `29 November 2026, 09:30 UTC`. */
const readable = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'long',
  timeStyle: 'short',
  timeZone: 'UTC',
});
const deadline = (time: string): string => `${readable.format(new Date(time)).replace(' at ', ', ')} UTC`;

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
