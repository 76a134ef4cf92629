import type { ReadAuthorization } from '../authorization/authorization.ts';
import { isOpen, type SessionItem } from './session.ts';
import type { SessionPage, SessionPosition, SessionStore } from './store.ts';

/** A user's sessions that let her in at `now`, newest first; ended ones are passed over, so that a page is full. */
export type ListOpenSessions = (
  userId: string,
  now: Date,
  page: { readonly limit: number; readonly position?: SessionPosition | undefined },
) => Promise<SessionPage>;

// Ended sessions are read and passed over; most people have few.
const READ_AT_ONCE = 100;

const positionOf = ({ createdAt, sessionId }: SessionItem): SessionPosition => ({ createdAt, sessionId });

export function listOpenSessions(
  store: Pick<SessionStore, 'list'>,
  authorizationOf: ReadAuthorization,
): ListOpenSessions {
  return async (userId, now, { limit, position }) => {
    const held = await authorizationOf(userId);
    const found: SessionItem[] = [];
    let from = position;
    do {
      const page = await store.list(userId, READ_AT_ONCE, from);
      found.push(...page.sessions.filter((session) => isOpen(session, held, now)));
      from = page.next;
      // One more than asked for tells that there is a next page.
    } while (from !== undefined && found.length <= limit);
    const sessions = found.slice(0, limit);
    const last = sessions.at(-1);
    return { sessions, next: found.length > limit && last ? positionOf(last) : undefined };
  };
}

/** How many sessions let a user in at `now`. */
export const countOpenSessions = async (list: ListOpenSessions, userId: string, now: Date): Promise<number> =>
  (await list(userId, now, { limit: Number.POSITIVE_INFINITY })).sessions.length;
