import * as events from '../../contracts/events/definitions.ts';
import { USER_DELETED } from '../../contracts/registration.ts';
import type { SessionEndReason } from '../../contracts/sessions.ts';
import type { Authorization, ReadAuthorization } from '../domain/authorization/authorization.ts';
import { ADMIN_ROLE } from '../domain/authorization/grants.ts';
import { markRevoked } from '../domain/sessions/end-sessions.ts';
import { isActive, type SessionItem, secondsLeft } from '../domain/sessions/session.ts';
import type { SessionPosition, SessionStore } from '../domain/sessions/store.ts';
import type { SignOutUser } from '../domain/user-pool/users.ts';
import { conditionHeld, type DynamoDBDocumentClient, UpdateCommand } from '../platform/aws/dynamo.ts';
import { type Delivery, eventData } from '../platform/events/consumer.ts';
import { type ConsumerJournal, consumerOperation, journalEntry } from '../platform/events/journal.ts';
import { logger } from '../platform/observability/logger.ts';
import type { Clock } from '../platform/runtime.ts';

/** A user all of whose sessions have ended, why and when. */
export interface EndedUser {
  readonly userId: string;
  readonly reason: SessionEndReason;
  readonly at: Date;
}

type Ending = Omit<EndedUser, 'at'>;

export interface MarkResult {
  /** How many of the stored sessions this event ended; the same number when the event is delivered again. */
  readonly count: number;
  /** Whether the user has signed in again since. */
  readonly hasActiveSession: boolean;
}

/** Marks the records of sessions that the user's authorization has ended already: this ends no session itself. */
export type MarkSessions = (ended: EndedUser) => Promise<MarkResult>;

/** Marks one session as revoked and deletes its secret; false when it was marked before, or does not exist. */
export type MarkSession = (sessionId: string, reason: SessionEndReason, at: Date) => Promise<boolean>;

export function markSession(client: DynamoDBDocumentClient, table: string): MarkSession {
  return (sessionId, reason, at) =>
    conditionHeld(client.send(new UpdateCommand(markRevoked(table, sessionId, reason, at))));
}

interface MarkDependencies {
  readonly sessions: Pick<SessionStore, 'list'>;
  readonly authorizationOf: ReadAuthorization;
  readonly mark: MarkSession;
}

const READ_PAGE_SIZE = 100;

export function markSessions({ sessions, authorizationOf, mark }: MarkDependencies): MarkSessions {
  async function isEndedByEvent(
    session: SessionItem,
    authorization: Authorization | undefined,
    { reason, at }: EndedUser,
  ) {
    // An earlier delivery of the event marked it.
    if (session.revokedAt !== undefined) return session.revokedAt === at.toISOString() && session.reason === reason;
    if (secondsLeft(session, at) <= 0 || isActive(session, authorization, at)) return false;
    return mark(session.sessionId, reason, at);
  }

  return async (ended) => {
    const authorization = await authorizationOf(ended.userId);
    let count = 0;
    let hasActiveSession = false;
    let from: SessionPosition | undefined;
    do {
      const page = await sessions.list(ended.userId, READ_PAGE_SIZE, from);
      const isEnded = await Promise.all(page.sessions.map((session) => isEndedByEvent(session, authorization, ended)));
      count += isEnded.filter(Boolean).length;
      hasActiveSession ||= page.sessions.some((session) => isActive(session, authorization, ended.at));
      from = page.next;
    } while (from !== undefined);
    return { count, hasActiveSession };
  };
}

/** The reasons for which this consumer publishes AllSessionsRevoked; for all others the operation itself has published it. */
const publishedHere: ReadonlySet<SessionEndReason> = new Set(['admin_role_revoked', 'user_disabled', 'user_deleted']);

/** A revoked admin role. A deletion revokes all roles and is handled by its own event, UserDeleted. */
function endingOfRevocation(event: Delivery): Ending | undefined {
  const { userId, role, reason } = eventData(events.roleRevocationSucceededV1, event);
  return role === ADMIN_ROLE && reason !== USER_DELETED ? { userId, reason: 'admin_role_revoked' } : undefined;
}

/** A logout everywhere, or a new password: PasswordResetCompleted is always published together with this event. */
function endingOfAllRevoked(event: Delivery): Ending | undefined {
  const { userId, reason } = eventData(events.allSessionsRevokedV1, event);
  return publishedHere.has(reason) ? undefined : { userId, reason };
}

/** The user whose sessions this event ends, and why; undefined where it ends none. */
function endingOf(event: Delivery): Ending | undefined {
  if (event.type === events.allSessionsRevokedV1.type) return endingOfAllRevoked(event);
  if (event.type === events.roleRevocationSucceededV1.type) return endingOfRevocation(event);
  if (event.type === events.userDisabledV1.type)
    return { userId: eventData(events.userDisabledV1, event).userId, reason: 'user_disabled' };
  if (event.type === events.userDeletedV1.type)
    return { userId: eventData(events.userDeletedV1, event).userId, reason: 'user_deleted' };
  return undefined;
}

const ENTRY_KEY = 'revoked';

interface EndSessionsDependencies {
  readonly mark: MarkSessions;
  readonly signOut: SignOutUser;
  readonly journal: ConsumerJournal;
  readonly clock: Clock;
}

/**
 * Follows the end of all of a user's sessions: marks their records, signs the user out of the pool, and publishes
 * AllSessionsRevoked once where no operation has. The user's requests have been refused since the event's transaction.
 * A published event is not processed again: a replay a week later would end the sessions of a user who has become an
 * admin again since.
 */
export function endSessions({ mark, signOut, journal, clock }: EndSessionsDependencies) {
  async function end(ending: Ending, at: Date): Promise<number> {
    const { count, hasActiveSession } = await mark({ ...ending, at });
    // A sign-out of the pool cannot spare the new session's refresh token. Those of the ended sessions were deleted with their secrets.
    if (!hasActiveSession) await signOut(ending.userId);
    return count;
  }

  return async (event: Delivery): Promise<void> => {
    const ending = endingOf(event);
    if (ending === undefined) return;
    const { eventId, occurredAt } = event.metadata;
    const operation = consumerOperation(event, 'end-sessions', clock());
    const isPublishedHere = publishedHere.has(ending.reason);
    if (isPublishedHere && (await journal.has(operation, ENTRY_KEY))) return;
    const count = await end(ending, new Date(occurredAt));
    if (isPublishedHere)
      await journal.add(operation, journalEntry(events.allSessionsRevokedV1, ENTRY_KEY, { ...ending, count }));
    logger.info('sessions ended', { ...ending, count, eventId });
  };
}
