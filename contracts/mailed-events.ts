import type { EventType } from './events/index.ts';

/** Every event that may ask for a mail, which is what the mailer gets; lambdas/mail/rules.ts says which mail. */
export const mailedEvents = [
  'UserRegistered',
  'UserVerificationRequested',
  'UserVerificationCompleted',
  'SignUpRefused',
  'PasswordResetRequested',
  'PasswordResetCompleted',
  'PasswordChanged',
  'InvitationCreated',
  'RoleAssignmentDeferred',
  'UserRollbackFailed',
  'PlatformAlertRaised',
] as const satisfies readonly EventType[];
export type MailedEvent = (typeof mailedEvents)[number];
