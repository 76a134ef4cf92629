import type { EventData } from '../../../contracts/events/index.ts';
import { formatTime, type MailContent } from '../layout.ts';

export const invitation = ({ roles, expiresAt }: EventData<'InvitationCreated'>, link: string): MailContent => ({
  subject: 'You are invited to Rollcall',
  heading: 'You are invited to Rollcall',
  paragraphs: [
    ...(roles.length > 0 ? [`Your roles will be: ${roles.join(', ')}.`] : []),
    `The invitation is for you alone, can be used once, and expires on ${formatTime(expiresAt)}.`,
  ],
  link: { label: 'Accept the invitation', url: link },
  footer: 'You receive this mail because a user of Rollcall invited this address. If you do not expect it, ignore it.',
});
