import type { MailContent } from '../layout.ts';
import type { MailedData } from '../rules.ts';

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/**
 * `2026-11-29T09:30:00.000Z` as a person reads it: `29 November 2026, 09:30 UTC`. Own code because
 * Intl.DateTimeFormat takes 6 ms and 7 MB of every start of the mailer.
 */
function deadline(time: string): string {
  const at = new Date(time);
  const day = `${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
  return `${day}, ${at.toISOString().slice('2026-11-29T'.length, '2026-11-29T09:30'.length)} UTC`;
}

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
