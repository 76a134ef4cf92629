import * as events from '../../contracts/events/definitions.ts';

import { SYSTEM_ACTOR_ID } from '../../contracts/fields.ts';
import { type MailedEvent, plans } from '../../contracts/mail.ts';
import { errorNameOf, Transient } from '../platform/errors.ts';
import type { Delivery } from '../platform/events/consumer.ts';
import { type JournalEntry, journalEntry, type Operation } from '../platform/events/journal.ts';
import { logger } from '../platform/observability/logger.ts';
import { type Clock, derivedId, type IdSource } from '../platform/runtime.ts';
import type { AddressedMail, Compose } from './compose.ts';
import { asksForMail, intentName, isAbandoned } from './rules.ts';
import { sendFailureOf } from './ses.ts';
import type { Intent, IntentItem, IntentStore } from './store.ts';

export interface MailerDependencies {
  readonly compose: Compose;
  readonly store: IntentStore;
  /** Sends a mail by the mail service, in one attempt. */
  readonly deliver: (mail: AddressedMail) => Promise<void>;
  readonly clock: Clock;
  readonly newId: IdSource;
}

/** How an attempt ended. The reason is our own or an error's name, never an exception's text. */
type Outcome =
  | { readonly state: 'sent' }
  | { readonly state: 'failed'; readonly reason: string }
  | { readonly state: 'unknown'; readonly reason: 'answer_lost' | 'attempt_died' };

function intentOf(type: MailedEvent, { metadata: { eventId, correlationId } }: Delivery): Intent {
  const plan = plans[type];
  const intentId = derivedId(intentName(eventId, plan));
  return { intentId, template: plan.template, causeEventId: eventId, correlationId };
}

const operationOf = ({ intentId, correlationId, causeEventId }: Intent, at: Date): Operation => ({
  id: intentId,
  correlationId,
  causationId: causeEventId,
  actor: { type: 'system', id: SYSTEM_ACTOR_ID },
  at,
});

function entryOf({ intentId, template, causeEventId }: Intent, outcome: Outcome): JournalEntry {
  const ids = { intentId, template, causeEventId };
  if (outcome.state === 'sent') return journalEntry(events.mailSentV1, 'sent', ids);
  const data = { ...ids, reason: outcome.reason.slice(0, 200) };
  return outcome.state === 'failed'
    ? journalEntry(events.mailFailedV1, 'failed', data)
    : journalEntry(events.mailUnknownV1, 'unknown', data);
}

/**
 * Sends the mail that an event asks for, at most once. The intent is `sending` before the service is called, so that
 * an attempt that dies leaves a trace: the mail may have been sent then, and is not sent again. Throws where the
 * queue should deliver the event again.
 */
export function sendMail({
  compose,
  store,
  deliver,
  clock,
  newId,
}: MailerDependencies): (event: Delivery) => Promise<void> {
  async function end(intent: Intent, claimId: string, outcome: Outcome): Promise<void> {
    const { intentId, template } = intent;
    const { state } = outcome;
    const ended = await store.end({ intentId, claimId, state }, operationOf(intent, clock()), entryOf(intent, outcome));
    logger.info('mail attempt ended', { intentId, template, state, ended });
  }

  async function handleFailure(intent: Intent, claimId: string, error: unknown): Promise<void> {
    const errorName = errorNameOf(error);
    const failure = sendFailureOf(error);
    logger.warn('mail not confirmed by the mail service', { intentId: intent.intentId, errorName, failure });
    if (failure === 'refused') return end(intent, claimId, { state: 'failed', reason: errorName });
    if (failure === 'unknown') return end(intent, claimId, { state: 'unknown', reason: 'answer_lost' });
    await store.release(intent.intentId, claimId);
    // Not the error itself: its text may hold an address, and the consumer logs what is thrown.
    throw new Transient(503, `SendEmail: ${errorName}`);
  }

  async function send(intent: Intent, claimId: string, mail: AddressedMail): Promise<void> {
    try {
      await deliver(mail);
    } catch (error) {
      return handleFailure(intent, claimId, error);
    }
    await end(intent, claimId, { state: 'sent' });
  }

  /** An earlier delivery of the event has claimed or ended the intent. */
  async function handleEarlierAttempt({ claimId, claimedAt, state, ...intent }: IntentItem): Promise<void> {
    if (state !== 'sending' && state !== 'pending') return;
    if (state === 'sending' && isAbandoned(claimedAt, clock())) {
      return end(intent, claimId, { state: 'unknown', reason: 'attempt_died' });
    }
    throw new Transient(503, `mail intent ${intent.intentId} is being sent`);
  }

  return async (event) => {
    const { type } = event;
    if (!asksForMail(type, event.data)) return;
    const intent = intentOf(type, event);
    const mail = await compose(type, event);
    const claimId = newId();
    const earlier = await store.claim(intent, claimId, clock());
    await (earlier === undefined ? send(intent, claimId, mail) : handleEarlierAttempt(earlier));
  };
}
