import { SYSTEM_ACTOR_ID } from '../../contracts/fields.ts';
import type { MailTemplate } from '../../contracts/mail.ts';
import type { MailedEvent } from '../../contracts/mailed-events.ts';
import type { Delivery } from '../platform/events/consumer.ts';
import type { Operation } from '../platform/events/journal.ts';
import { derivedId } from '../platform/ids.ts';
import { type IntentState, intentName, plans } from './rules.ts';

/** One mail that an event asked for. It carries no address: the event does, and it comes again. */
export interface Intent {
  readonly intentId: string;
  readonly template: MailTemplate;
  readonly causeEventId: string;
  readonly correlationId: string;
}

/** An intent as stored. It has no TTL, so that a replay of old events never sends a mail again. */
export interface IntentItem extends Intent {
  readonly state: IntentState;
  /** Whose attempt it is, and since when. */
  readonly claimId: string;
  readonly claimedAt: string;
}

export function intentOf(type: MailedEvent, { metadata }: Delivery): Intent {
  const { eventId, correlationId } = metadata;
  const plan = plans[type];
  return {
    intentId: derivedId(intentName(eventId, plan)),
    template: plan.template,
    causeEventId: eventId,
    correlationId,
  };
}

/** The operation that the mail's own events belong to. */
export const operationOf = ({ intentId, correlationId, causeEventId }: Intent, at: Date): Operation => ({
  id: intentId,
  correlationId,
  causationId: causeEventId,
  actor: { type: 'system', id: SYSTEM_ACTOR_ID },
  at,
});
