import { userRegisteredV1 } from '../../contracts/events/user-registered.v1.ts';
import { userVerificationCompletedV1 } from '../../contracts/events/user-verification-completed.v1.ts';
import type { Delivery } from '../platform/events/consumer.ts';
import { dataOf } from '../platform/events/event-data.ts';

/** A registered user whose address is known to be hers. */
export interface ProvedAddress {
  readonly userId: string;
  readonly email: string;
}

/**
 * Whose address an event proves. Who signs up has only typed hers, and would get the roles that somebody
 * else was invited to: of her it counts once she has followed the link in the mail.
 */
export function provedAddressOf(event: Delivery): ProvedAddress | undefined {
  if (event.type === userVerificationCompletedV1.type) return dataOf(userVerificationCompletedV1, event);
  if (event.type !== userRegisteredV1.type) return undefined;
  const { method, ...user } = dataOf(userRegisteredV1, event);
  return method === 'email' ? undefined : user;
}
