import * as z from 'zod/mini';
import type { EventData, EventType } from './events/index.ts';

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

/** Events whose data always have the user's e-mail address. Only these can mail the user. */
type AddressedEvent = { [Type in EventType]: EventData<Type> extends { email: string } ? Type : never }[EventType];

type Recipient = 'user' | 'operators';

/** Which mail an event sends, and to whom: the user that the event is about, or the operators. */
export interface MailPlan {
  readonly template: MailTemplate;
  readonly recipient: Recipient;
}

export type MailPlans = {
  readonly [Type in EventType]?: MailPlan & {
    readonly recipient: Type extends AddressedEvent ? Recipient : 'operators';
  };
};

/**
 * The mail of each event that sends one. The mailer subscribes to these events, lambdas/mail/rules.ts adds the
 * conditions of some, and lambdas/mail/compose.ts writes the content.
 */
export const plans = {
  UserRegistered: { template: 'welcome', recipient: 'user' },
  UserVerificationRequested: { template: 'verification', recipient: 'user' },
  UserVerificationCompleted: { template: 'welcome', recipient: 'user' },
  SignUpRefused: { template: 'account-exists', recipient: 'user' },
  PasswordResetRequested: { template: 'password-reset', recipient: 'user' },
  PasswordResetCompleted: { template: 'password-changed', recipient: 'user' },
  PasswordChanged: { template: 'password-changed', recipient: 'user' },
  InvitationCreated: { template: 'invitation', recipient: 'user' },
  RoleAssignmentDeferred: { template: 'roles-deferred-notice', recipient: 'operators' },
  UserRollbackFailed: { template: 'rollback-failed-notice', recipient: 'operators' },
  PlatformAlertRaised: { template: 'platform-alert', recipient: 'operators' },
} as const satisfies MailPlans;

export type MailedEvent = keyof typeof plans;
export const mailedEvents = Object.keys(plans) as readonly MailedEvent[];
