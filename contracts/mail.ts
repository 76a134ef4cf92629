import * as z from 'zod/mini';

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
