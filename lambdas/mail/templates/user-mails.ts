import type { EventData } from '../../../contracts/events/index.ts';
import { formatTime, type MailContent } from '../layout.ts';

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

export const passwordReset = (
  { email, expiresAt }: EventData<'PasswordResetRequested'>,
  link: string,
): MailContent => ({
  subject: 'Choose a new password for Rollcall',
  heading: 'Choose a new password',
  paragraphs: [
    `With this link you choose a new password for the account ${email}.`,
    `The link works once and expires on ${formatTime(expiresAt)}. All your sessions end when you use it.`,
  ],
  link: { label: 'Choose a password', url: link },
  footer: 'If you did not request a new password, ignore this mail: your password stays as it is.',
});

export const passwordChanged = (
  { email }: EventData<'PasswordResetCompleted' | 'PasswordChanged'>,
  appUrl: string,
): MailContent => ({
  subject: 'Your Rollcall password was changed',
  heading: 'Your password was changed',
  paragraphs: [
    `The account ${email} has a new password. All earlier sessions have ended.`,
    'If you did not change it, request a new password now: that ends every session, and only you can read that mail.',
  ],
  link: { label: 'Open Rollcall', url: appUrl },
  footer: 'You receive this mail whenever the password of your account changes.',
});

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
