import { type MailPlan, plans } from '../../../contracts/mail.ts';
import { asksForMail, type IntentState, intentName } from '../../../lambdas/mail/rules.ts';
import type { IntentItem } from '../../../lambdas/mail/store.ts';
import type { JournalRow } from '../../../lambdas/platform/events/journal.ts';
import { derivedId } from '../../../lambdas/platform/runtime.ts';
import { entriesAbout } from './audit-trail.ts';
import { itemIn } from './items.ts';

/** A mail that an event asked for, and how far it is. */
export interface IntentTrace {
  readonly intentId: string;
  /** The user that the event is about, or the operators. */
  readonly recipient: 'user' | 'operators';
  /** Undefined until the mailer has begun. */
  readonly state: IntentState | undefined;
  /** What the audit trail says of it, such as `MAIL_SENT`. */
  readonly actions: readonly string[];
}

async function intentOf(eventId: string, plan: MailPlan): Promise<IntentTrace> {
  const intentId = derivedId(intentName(eventId, plan));
  const [item, entries] = await Promise.all([itemIn<IntentItem>('mail', { intentId }), entriesAbout(intentId)]);
  return { intentId, recipient: plan.recipient, state: item?.state, actions: entries.map(({ action }) => action) };
}

/** The mails that these events ask for. */
export const intentsOf = (rows: readonly JournalRow[]): Promise<readonly IntentTrace[]> =>
  Promise.all(
    rows.flatMap(({ type, detail }) =>
      asksForMail(type, detail.data) ? [intentOf(detail.metadata.eventId, plans[type])] : [],
    ),
  );
