import { type MailedEvent, type MailPlan, plans } from '../../contracts/mail.ts';

type Data = Readonly<Record<string, unknown>>;

/** Events that send a mail in some cases only. */
const conditions: Partial<Record<MailedEvent, (data: Data) => boolean>> = {
  // A user who signs up is welcomed once the address is verified: until then it may belong to another user.
  UserRegistered: ({ method }) => method !== 'email',
  // Only critical alerts are mailed. A failed rollback has a mail of its own, with more in it.
  PlatformAlertRaised: ({ severity, source }) =>
    severity === 'critical' && !String(source).startsWith('rollback-failed:'),
};

export const asksForMail = (type: string, data: unknown): type is MailedEvent =>
  Object.hasOwn(plans, type) && (conditions[type as MailedEvent]?.(data as Data) ?? true);

// Stored intents and published MailSent events have ids that derive from these words, so they never change: with
// another word, a replay of old events would send every mail again.
const recipientInName = { user: 'person', operators: 'operators' } as const;

/** What an intent's id is derived from: the same event sends the same mail only once. */
export const intentName = (eventId: string, { template, recipient }: MailPlan): string =>
  `mail:${eventId}:${template}:${recipientInName[recipient]}`;

export type IntentState = 'pending' | 'sending' | 'sent' | 'failed' | 'unknown';
export type FinalState = Extract<IntentState, 'sent' | 'failed' | 'unknown'>;

/**
 * Every legal transition of an intent. `sending` goes back to `pending` only when the mail is certainly not sent; the
 * other three are final.
 */
export const transitions: Readonly<Record<IntentState, readonly IntentState[]>> = {
  pending: ['sending'],
  sending: ['pending', 'sent', 'failed', 'unknown'],
  sent: [],
  failed: [],
  unknown: [],
};

// Longer than the function can run (10 s) and shorter than the queue's visibility timeout (60 s), so that the next
// delivery of the message finds a crashed attempt and ends it.
export const LEASE_SECONDS = 45;

/** True when the attempt that claimed the intent cannot be running any more. */
export const isAbandoned = (claimedAt: string, now: Date): boolean =>
  now.getTime() - Date.parse(claimedAt) > LEASE_SECONDS * 1000;
