import type { Clock } from '../platform/clock.ts';
import { errorNameOf, Transient } from '../platform/errors.ts';
import type { Delivery } from '../platform/events/consumer.ts';
import type { IdSource } from '../platform/ids.ts';
import { logger } from '../platform/observability/logger.ts';
import type { AddressedMail, Compose } from './compose.ts';
import { type Ending, entryOf } from './ending.ts';
import { type Intent, type IntentItem, intentOf, operationOf } from './intent.ts';
import { asksForMail, isAbandoned } from './rules.ts';
import { fateOf } from './send-errors.ts';
import type { IntentStore } from './store.ts';

export interface MailerDependencies {
  readonly compose: Compose;
  readonly store: IntentStore;
  /** Hands a mail to the mail service, one try. */
  readonly deliver: (mail: AddressedMail) => Promise<void>;
  readonly clock: Clock;
  readonly newId: IdSource;
}

/**
 * Sends the mail that an event asks for, at most once. The intent is `sending` before the service is
 * called, so that an attempt that dies leaves its trace: nobody knows then whether the mail went out,
 * and it is not sent again. Throws where the queue should bring the event back.
 */
export function sendMail({
  compose,
  store,
  deliver,
  clock,
  newId,
}: MailerDependencies): (event: Delivery) => Promise<void> {
  async function end(intent: Intent, claimId: string, ending: Ending): Promise<void> {
    const { intentId } = intent;
    const operation = operationOf(intent, clock());
    const ended = await store.settle({ intentId, claimId, state: ending.state }, operation, entryOf(intent, ending));
    logger.info('mail intent', { intentId, template: intent.template, state: ending.state, ended });
  }

  async function endFailed(intent: Intent, claimId: string, error: unknown): Promise<void> {
    const fate = fateOf(error);
    logger.warn('mail not confirmed', { intentId: intent.intentId, errorName: errorNameOf(error), fate });
    if (fate === 'refused') return end(intent, claimId, { state: 'failed', reason: errorNameOf(error) });
    if (fate === 'unknown') return end(intent, claimId, { state: 'unknown', reason: 'answer_lost' });
    await store.release(intent.intentId, claimId);
    // Not the error itself: its text may carry an address, and the consumer logs what is thrown.
    throw new Transient(503, `SendEmail: ${errorNameOf(error)}`);
  }

  async function attempt(intent: Intent, claimId: string, mail: AddressedMail): Promise<void> {
    try {
      await deliver(mail);
    } catch (error) {
      return endFailed(intent, claimId, error);
    }
    await end(intent, claimId, { state: 'sent' });
  }

  /** What to do about an intent that an earlier delivery of the event has claimed or ended. */
  async function settleEarlier({ claimId, claimedAt, state, ...intent }: IntentItem): Promise<void> {
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
    await (earlier === undefined ? attempt(intent, claimId, mail) : settleEarlier(earlier));
  };
}
