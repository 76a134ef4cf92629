import { allSessionsRevokedV1 } from '../../contracts/events/all-sessions-revoked.v1.ts';
import { roleRevocationSucceededV1 } from '../../contracts/events/role-revocation-succeeded.v1.ts';
import { userDeletedV1 } from '../../contracts/events/user-deleted.v1.ts';
import { userDisabledV1 } from '../../contracts/events/user-disabled.v1.ts';
import { USER_DELETED } from '../../contracts/registration.ts';
import type { SessionEndReason } from '../../contracts/sessions.ts';
import { ADMIN_ROLE } from '../domain/authorization/grants.ts';
import type { SignOut } from '../domain/user-pool/sign-out.ts';
import type { Clock } from '../platform/clock.ts';
import type { Delivery } from '../platform/events/consumer.ts';
import { dataOf } from '../platform/events/event-data.ts';
import { type FollowingJournal, followingFrom } from '../platform/events/following-journal.ts';
import { journalEntry } from '../platform/events/journal.ts';
import { logger } from '../platform/observability/logger.ts';
import type { Ended, MarkSessions } from './mark-sessions.ts';

interface EndingDependencies {
  readonly mark: MarkSessions;
  readonly signOut: SignOut;
  readonly journal: FollowingJournal;
  readonly clock: Clock;
}

type Ending = Omit<Ended, 'at'>;

/** What this consumer tells itself; of all other reasons somebody else has told. */
const toldHere: ReadonlySet<SessionEndReason> = new Set(['admin_role_revoked', 'user_disabled', 'user_deleted']);

/** An admin role that was taken away; a deletion takes all roles, and tells of itself by UserDeleted. */
function afterRevocation(event: Delivery): Ending | undefined {
  const { userId, role, reason } = dataOf(roleRevocationSucceededV1, event);
  return role === ADMIN_ROLE && reason !== USER_DELETED ? { userId, reason: 'admin_role_revoked' } : undefined;
}

/** A logout everywhere, or another password: PasswordResetCompleted never comes without this. */
function afterTelling(event: Delivery): Ending | undefined {
  const { userId, reason } = dataOf(allSessionsRevokedV1, event);
  return toldHere.has(reason) ? undefined : { userId, reason };
}

/** Whose sessions end by this event, and why; undefined where none do. */
function endingOf(event: Delivery): Ending | undefined {
  if (event.type === allSessionsRevokedV1.type) return afterTelling(event);
  if (event.type === roleRevocationSucceededV1.type) return afterRevocation(event);
  if (event.type === userDisabledV1.type)
    return { userId: dataOf(userDisabledV1, event).userId, reason: 'user_disabled' };
  if (event.type === userDeletedV1.type) return { userId: dataOf(userDeletedV1, event).userId, reason: 'user_deleted' };
  return undefined;
}

const PLACE = 'revoked';

/**
 * Follows the end of all of a user's sessions: marks their records, signs her out of the pool, and tells it once
 * an event where nobody has. Her requests have been refused since the transaction that the event tells of. One
 * that was told is not done again: an event that is replayed a week later would end the sessions of somebody
 * who was made an admin again since.
 */
export function endSessions({ mark, signOut, journal, clock }: EndingDependencies): (event: Delivery) => Promise<void> {
  async function end(ending: Ending, at: Date): Promise<number> {
    const { count, isBack } = await mark({ ...ending, at });
    // The pool knows no "of before": it would take the new session's refresh token as well. The old ones' went with their records.
    if (!isBack) await signOut(ending.userId);
    return count;
  }

  return async (event) => {
    const ending = endingOf(event);
    if (ending === undefined) return;
    const { eventId, occurredAt } = event.metadata;
    const operation = followingFrom(event, 'end-sessions', clock());
    const isOurs = toldHere.has(ending.reason);
    if (isOurs && (await journal.has(operation, PLACE))) return;
    const count = await end(ending, new Date(occurredAt));
    if (isOurs) await journal.add(operation, journalEntry(allSessionsRevokedV1, PLACE, { ...ending, count }));
    logger.info('sessions ended', { ...ending, count, eventId });
  };
}
