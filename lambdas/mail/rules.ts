import type { EventData } from '../../contracts/events/index.ts';
import type { MailTemplate } from '../../contracts/mail.ts';
import { type MailedEvent, mailedEvents } from '../../contracts/mailed-events.ts';

/** To whom a mail goes: the person that the event is about, or the operators. */
type Recipient = 'person' | 'operators';

/** Which mail an event asks for. */
export interface MailPlan {
  readonly template: MailTemplate;
  readonly recipient: Recipient;
}

/** Which mail each event asks for. */
export const plans = {
  UserRegistered: { template: 'welcome', recipient: 'person' },
  UserVerificationRequested: { template: 'verification', recipient: 'person' },
  UserVerificationCompleted: { template: 'welcome', recipient: 'person' },
  SignUpRefused: { template: 'account-exists', recipient: 'person' },
  PasswordResetRequested: { template: 'password-reset', recipient: 'person' },
  PasswordResetCompleted: { template: 'password-changed', recipient: 'person' },
  PasswordChanged: { template: 'password-changed', recipient: 'person' },
  InvitationCreated: { template: 'invitation', recipient: 'person' },
  RoleAssignmentDeferred: { template: 'roles-deferred-notice', recipient: 'operators' },
  UserRollbackFailed: { template: 'rollback-failed-notice', recipient: 'operators' },
  PlatformAlertRaised: { template: 'platform-alert', recipient: 'operators' },
} as const satisfies Record<MailedEvent, MailPlan>;

export type MailedData<Type extends MailedEvent> = EventData<Type>;

type Data = Readonly<Record<string, unknown>>;

/** Events that ask for a mail in some cases only. */
const conditions: Partial<Record<MailedEvent, (data: Data) => boolean>> = {
  // Who signs up is welcomed when she has shown that the address is hers: until then it may be a stranger's.
  UserRegistered: ({ method }) => method !== 'email',
  // Critical alerts ask for a notice; a failed rollback has sent one already, with more in it.
  PlatformAlertRaised: ({ severity, source }) =>
    severity === 'critical' && !String(source).startsWith('rollback-failed:'),
};

const isMailed = (type: string): type is MailedEvent => (mailedEvents as readonly string[]).includes(type);

export const asksForMail = (type: string, data: unknown): type is MailedEvent =>
  isMailed(type) && (conditions[type]?.(data as Data) ?? true);

/** What an intent's id is derived from: the same event asks for the same mail only once. */
export const intentName = (eventId: string, { template, recipient }: MailPlan): string =>
  `mail:${eventId}:${template}:${recipient}`;

export type IntentState = 'pending' | 'sending' | 'sent' | 'failed' | 'unknown';
export type FinalState = Extract<IntentState, 'sent' | 'failed' | 'unknown'>;

/**
 * Every legal move of an intent. `sending` goes back to `pending` only when the mail is surely not
 * sent; the other three are final.
 */
export const transitions: Readonly<Record<IntentState, readonly IntentState[]>> = {
  pending: ['sending'],
  sending: ['pending', 'sent', 'failed', 'unknown'],
  sent: [],
  failed: [],
  unknown: [],
};

// Longer than the function can run (10 s), shorter than the queue's visibility time-out (60 s), so that
// the message's next delivery finds a crashed attempt and settles it.
export const LEASE_SECONDS = 45;

/** True when whoever claimed the intent cannot be at work any more. */
export const isAbandoned = (claimedAt: string, now: Date): boolean =>
  now.getTime() - Date.parse(claimedAt) > LEASE_SECONDS * 1000;
