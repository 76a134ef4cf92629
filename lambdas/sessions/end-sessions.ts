import { allSessionsRevokedV1 } from '../../contracts/events/all-sessions-revoked.v1.ts';
import { roleRevocationSucceededV1 } from '../../contracts/events/role-revocation-succeeded.v1.ts';
import { userDeletedV1 } from '../../contracts/events/user-deleted.v1.ts';
import { userDisabledV1 } from '../../contracts/events/user-disabled.v1.ts';
import { USER_DELETED } from '../../contracts/registration.ts';
import type { SessionEndReason } from '../../contracts/sessions.ts';
import type { Clock } from '../platform/clock.ts';
import type { Delivery } from '../platform/consumer.ts';
import { dataOf } from '../platform/event-data.ts';
import { ADMIN_ROLE } from '../platform/grants.ts';
import { happened } from '../platform/journal.ts';
import { type FollowingJournal, followingFrom } from '../platform/journal-once.ts';
import { logger } from '../platform/logger.ts';
import type { SignOut } from '../platform/sign-out.ts';

interface EndingParts {
  readonly signOut: SignOut;
  readonly journal: FollowingJournal;
  readonly clock: Clock;
}

interface Ending {
  readonly userId: string;
  readonly reason: SessionEndReason;
}

/** An admin role that was taken away; a deletion takes all roles, and tells of itself by UserDeleted. */
function afterRevocation(event: Delivery): Ending | undefined {
  const { userId, role, reason } = dataOf(roleRevocationSucceededV1, event);
  return role === ADMIN_ROLE && reason !== USER_DELETED ? { userId, reason: 'admin_role_revoked' } : undefined;
}

/** Whose sessions end by this event, and why; undefined where none do. */
function endingOf(event: Delivery): Ending | undefined {
  if (event.type === roleRevocationSucceededV1.type) return afterRevocation(event);
  if (event.type === userDisabledV1.type)
    return { userId: dataOf(userDisabledV1, event).userId, reason: 'user_disabled' };
  if (event.type === userDeletedV1.type) return { userId: dataOf(userDeletedV1, event).userId, reason: 'user_deleted' };
  return undefined;
}

const PLACE = 'revoked';

/**
 * Signs a user out of the pool, and tells it once an event. One that was told is not done again: an event that
 * is replayed a week later would end the sessions of somebody who was made an admin again since.
 */
export function endSessions({ signOut, journal, clock }: EndingParts): (event: Delivery) => Promise<void> {
  return async (event) => {
    const ending = endingOf(event);
    if (ending === undefined) return;
    const operation = followingFrom(event, 'end-sessions', clock());
    if (await journal.has(operation, PLACE)) return;
    await signOut(ending.userId);
    // The pool does not say how many they were, and nothing else records sessions yet.
    await journal.add(operation, happened(allSessionsRevokedV1, PLACE, { ...ending, count: 0 }));
    logger.info('sessions ended', { ...ending, eventId: event.metadata.eventId });
  };
}
