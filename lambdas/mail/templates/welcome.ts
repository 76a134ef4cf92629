import type { EventData } from '../../../contracts/events/index.ts';
import type { MailContent } from '../layout.ts';

const rolesSentence = ({ roles, status }: EventData<'UserRegistered'>): readonly string[] => {
  if (roles.length === 0) return [];
  const names = roles.join(', ');
  return [status === 'active' ? `Your roles: ${names}.` : `Your roles follow shortly: ${names}.`];
};

export const welcome = (user: EventData<'UserRegistered'>, appUrl: string): MailContent => ({
  subject: 'Welcome to Rollcall',
  heading: `Welcome, ${user.name}`,
  paragraphs: [`You are registered with Rollcall as ${user.email}.`, ...rolesSentence(user)],
  link: { label: 'Open Rollcall', url: appUrl },
  footer:
    'You receive this mail because an account was created for this address. If that is a mistake, contact the operators of this Rollcall.',
});

/** After the address is verified. Contains no name: a stranger may have typed it. */
export const verifiedWelcome = ({ email }: EventData<'UserVerificationCompleted'>, appUrl: string): MailContent => ({
  subject: 'Welcome to Rollcall',
  heading: 'Welcome to Rollcall',
  paragraphs: [`Your address ${email} is confirmed. You can log in now.`],
  link: { label: 'Open Rollcall', url: appUrl },
  footer: 'You receive this mail because the link that we sent to this address was used.',
});
