import { userRegisteredV1 } from '../../contracts/events/user-registered.v1.ts';
import type { IssueToken } from '../domain/mailed-tokens/issue.ts';
import { type Delivery, eventData } from '../platform/events/consumer.ts';
import { consumerOperation } from '../platform/events/journal.ts';
import { logger } from '../platform/observability/logger.ts';
import { type Clock, derivedId } from '../platform/runtime.ts';

/** Sends the verification link to a user who signed up, once a registration. */
export function requestVerification(issue: IssueToken, clock: Clock): (event: Delivery) => Promise<void> {
  return async (event) => {
    if (event.type !== userRegisteredV1.type) return;
    const { method, userId, email, registrationId } = eventData(userRegisteredV1, event);
    if (method !== 'email') return;
    const operation = consumerOperation(event, 'request-verification', clock());
    const tokenId = derivedId(`verification:${event.metadata.eventId}`);
    const requested = await issue({ purpose: 'verification', tokenId, userId, email }, operation);
    logger.info('verification requested', { registrationId, userId, requested });
  };
}
