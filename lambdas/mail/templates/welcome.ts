import type { MailContent } from '../layout.ts';
import type { MailedData } from '../rules.ts';

const rolesSentence = ({ roles, status }: MailedData<'UserRegistered'>): readonly string[] => {
  if (roles.length === 0) return [];
  const names = roles.join(', ');
  return [status === 'active' ? `Your roles: ${names}.` : `Your roles follow shortly: ${names}.`];
};

export const welcome = (user: MailedData<'UserRegistered'>, appUrl: string): MailContent => ({
  subject: 'Welcome to Rollcall',
  heading: `Welcome, ${user.name}`,
  paragraphs: [`You are registered with Rollcall as ${user.email}.`, ...rolesSentence(user)],
  link: { label: 'Open Rollcall', url: appUrl },
  footer: 'You get this mail because somebody registered you with this address. If that is a mistake, tell them.',
});

/** For who has shown that the address is hers. It names nobody: a stranger may have typed the name. */
export const verifiedWelcome = ({ email }: MailedData<'UserVerificationCompleted'>, appUrl: string): MailContent => ({
  subject: 'Welcome to Rollcall',
  heading: 'Welcome to Rollcall',
  paragraphs: [`Your address ${email} is confirmed. You may log in now.`],
  link: { label: 'Open Rollcall', url: appUrl },
  footer: 'You get this mail because somebody followed the link that we sent to this address.',
});
