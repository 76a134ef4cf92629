import { signUpRefusedV1 } from '../../contracts/events/sign-up-refused.v1.ts';
import type { ApiRequest } from '../platform/api/request.ts';
import type { Clock } from '../platform/clock.ts';
import type { FollowingJournal } from '../platform/events/following-journal.ts';
import { journalEntry } from '../platform/events/journal.ts';
import { derivedId } from '../platform/ids.ts';

const HOUR_MS = 60 * 60_000;

/** Tells who has an address that somebody signed up with it: at most once an hour, so that nobody fills her mailbox. */
export type NotifyAccountHolder = (request: ApiRequest, userId: string, email: string) => Promise<void>;

export function notifyAccountHolder(journal: Pick<FollowingJournal, 'add'>, clock: Clock): NotifyAccountHolder {
  return async ({ actor, correlationId, requestId }, userId, email) => {
    const at = clock();
    const id = derivedId(`sign-up-refused:${email}:${Math.floor(at.getTime() / HOUR_MS)}`);
    const operation = { id, actor, correlationId, causationId: requestId, at };
    await journal.add(operation, journalEntry(signUpRefusedV1, 'refused', { userId, email }));
  };
}
