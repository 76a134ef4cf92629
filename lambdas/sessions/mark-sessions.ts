import type { SessionEndReason } from '../../contracts/sessions.ts';
import type { Authorization, ReadAuthorization } from '../domain/authorization/authorization.ts';
import { isOpen, type SessionItem, secondsLeft } from '../domain/sessions/session.ts';
import type { SessionPosition, SessionStore } from '../domain/sessions/store.ts';
import type { MarkEnded } from './mark-ended.ts';

/** Whose sessions have ended, why and when. */
export interface Ended {
  readonly userId: string;
  readonly reason: SessionEndReason;
  readonly at: Date;
}

export interface Marked {
  /** How many of the recorded sessions ended by this; the same number when it is done again. */
  readonly count: number;
  /** Whether she has come in again since. */
  readonly isBack: boolean;
}

/** Marks the records of sessions that are void already, by her authorization: nobody is shut out by it. */
export type MarkSessions = (ended: Ended) => Promise<Marked>;

interface MarkingDependencies {
  readonly sessions: Pick<SessionStore, 'list'>;
  readonly authorizationOf: ReadAuthorization;
  readonly mark: MarkEnded;
}

const READ_AT_ONCE = 100;

export function markSessions({ sessions, authorizationOf, mark }: MarkingDependencies): MarkSessions {
  async function ends(session: SessionItem, held: Authorization | undefined, { reason, at }: Ended): Promise<boolean> {
    // An earlier delivery of the event marked it.
    if (session.revokedAt !== undefined) return session.revokedAt === at.toISOString() && session.reason === reason;
    if (secondsLeft(session, at) <= 0 || isOpen(session, held, at)) return false;
    return mark(session.sessionId, reason, at);
  }

  return async (ended) => {
    const held = await authorizationOf(ended.userId);
    let count = 0;
    let isBack = false;
    let from: SessionPosition | undefined;
    do {
      const page = await sessions.list(ended.userId, READ_AT_ONCE, from);
      const marked = await Promise.all(page.sessions.map((session) => ends(session, held, ended)));
      count += marked.filter(Boolean).length;
      isBack ||= page.sessions.some((session) => isOpen(session, held, ended.at));
      from = page.next;
    } while (from !== undefined);
    return { count, isBack };
  };
}
