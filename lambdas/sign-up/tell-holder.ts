import { signUpRefusedV1 } from '../../contracts/events/sign-up-refused.v1.ts';
import type { ApiRequest } from '../platform/api/request.ts';
import type { Clock } from '../platform/clock.ts';
import type { FollowingJournal } from '../platform/events/following-journal.ts';
import { happened } from '../platform/events/journal.ts';
import { derivedId } from '../platform/ids.ts';

const HOUR_MS = 60 * 60_000;

/** Tells who has an address that somebody signed up with it: at most once an hour, so that nobody fills her mailbox. */
export type TellHolder = (request: ApiRequest, userId: string, email: string) => Promise<void>;

export function tellHolder(journal: Pick<FollowingJournal, 'add'>, clock: Clock): TellHolder {
  return async ({ actor, correlationId, requestId }, userId, email) => {
    const at = clock();
    const id = derivedId(`sign-up-refused:${email}:${Math.floor(at.getTime() / HOUR_MS)}`);
    const operation = { id, actor, correlationId, causationId: requestId, at };
    await journal.add(operation, happened(signUpRefusedV1, 'refused', { userId, email }));
  };
}
