import * as z from 'zod/mini';
import type { EventType } from './events/index.ts';

/** Every mail that Rollcall sends; lambdas/mail/templates holds a file for each. */
export const mailTemplate = z.enum([
  'welcome',
  'roles-deferred-notice',
  'rollback-failed-notice',
  'platform-alert',
  'invitation',
  'verification',
  'account-exists',
  'password-reset',
  'password-changed',
]);
export type MailTemplate = z.infer<typeof mailTemplate>;

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
