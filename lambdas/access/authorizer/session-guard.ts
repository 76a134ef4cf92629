import { SEEN_SECONDS } from '../../../contracts/sessions.ts';
import type { Authorization } from '../../domain/authorization/authorization.ts';
import { isOpen, secondsLeft } from '../../domain/sessions/session.ts';
import type { SessionStore } from '../../domain/sessions/store.ts';
import type { Clock } from '../../platform/clock.ts';
import { errorFields, logger } from '../../platform/observability/logger.ts';
import type { Identity } from './identity.ts';
import { wasSignedOut } from './rules.ts';
import type { CachedSession, SessionCache } from './session-cache.ts';

/** Whether what somebody came in by still counts. */
export interface SessionGuard {
  /** Notes the request in a session that is in memory already. Never throws. */
  note(identity: Identity): Promise<void>;
  /** Undefined when it does not let her in any more, by her authorization as it was just read. Throws what the store throws. */
  admit(identity: Identity, held: Authorization): Promise<Admission | undefined>;
}

/** In which session she is; in none by a token that no record stands for. */
export interface Admission {
  readonly sessionId?: string;
}

interface SessionGuardDependencies {
  readonly known: SessionCache;
  readonly store: Pick<SessionStore, 'seen'>;
  readonly clock: Clock;
}

/** Sessions by their records; a token that no record stands for, such as one made with AWS credentials, by its time. */
export function sessionGuard({ known, store, clock }: SessionGuardDependencies): SessionGuard {
  /** A session that is over stays so: being asked for does not bring it back. */
  const isDue = (session: CachedSession, now: Date): boolean =>
    secondsLeft(session, now) > 0 && now.getTime() - Date.parse(session.lastSeenAt) >= SEEN_SECONDS * 1000;

  async function note({ sessionId }: Identity): Promise<void> {
    const session = sessionId === undefined ? undefined : known.peek(sessionId);
    const now = clock();
    if (session === undefined || !isDue(session, now)) return;
    known.touch(session, now);
    await store.seen(session, now).catch((error: unknown) => {
      logger.warn('a session was not noted as seen', { sessionId: session.sessionId, ...errorFields(error) });
    });
  }

  const admitByTime = ({ authenticatedAt }: Identity, { signedOutAt }: Authorization): Admission | undefined =>
    authenticatedAt === undefined || wasSignedOut(authenticatedAt, signedOutAt) ? undefined : {};

  return {
    note,
    async admit(identity, held) {
      const { userId, sessionId } = identity;
      const opens = (session: CachedSession) => session.userId === userId && isOpen(session, held, clock());
      const session = sessionId && (await known.getAtVersion(sessionId, held.version, opens));
      if (!session) return admitByTime(identity, held);
      if (!opens(session)) return undefined;
      await note(identity);
      return { sessionId: session.sessionId };
    },
  };
}
