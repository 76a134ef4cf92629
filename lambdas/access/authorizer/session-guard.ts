import { SEEN_SECONDS } from '../../../contracts/sessions.ts';
import type { Authorization } from '../../domain/authorization/authorization.ts';
import { isActive, secondsLeft } from '../../domain/sessions/session.ts';
import type { SessionStore } from '../../domain/sessions/store.ts';
import { errorFields, logger } from '../../platform/observability/logger.ts';
import type { Clock } from '../../platform/runtime.ts';
import type { Identity } from './identity.ts';
import type { CachedSession, SessionCache } from './session-cache.ts';

/** The session of an admitted request; none for a token without a session record. */
export interface Admission {
  readonly sessionId?: string;
}

/** Decides whether a session or a token still admits its user. */
export interface SessionGuard {
  /** Records the request in a session that is cached. Never throws. */
  touch(identity: Identity): Promise<void>;
  /**
   * Undefined when the session is over or the user was signed out, by the authorization that was just read. Throws
   * what the database throws.
   */
  admit(identity: Identity, authorization: Authorization): Promise<Admission | undefined>;
}

interface SessionGuardDependencies {
  readonly cache: SessionCache;
  readonly store: Pick<SessionStore, 'touch'>;
  readonly clock: Clock;
}

/**
 * Whether the user was signed out everywhere after they authenticated. A token has that time in whole seconds: a
 * token of the same second counts as older, and the user signs in once more. An unreadable time ends everything.
 */
export const wasSignedOut = (authenticatedAt: Date, signedOutAt: string | undefined): boolean =>
  signedOutAt !== undefined && !(authenticatedAt.getTime() > Date.parse(signedOutAt));

/** Checks a session by its record; a token without a record, such as one made with AWS credentials, by its time. */
export function sessionGuard({ cache, store, clock }: SessionGuardDependencies): SessionGuard {
  /** An ended session is never due: a request does not revive it. */
  const isDue = (session: CachedSession, now: Date): boolean =>
    secondsLeft(session, now) > 0 && now.getTime() - Date.parse(session.lastSeenAt) >= SEEN_SECONDS * 1000;

  async function touch({ sessionId }: Identity): Promise<void> {
    const session = sessionId === undefined ? undefined : cache.peek(sessionId);
    const now = clock();
    if (session === undefined || !isDue(session, now)) return;
    cache.touch(session, now);
    await store.touch(session, now).catch((error: unknown) => {
      logger.warn('the last request of a session was not recorded', {
        sessionId: session.sessionId,
        ...errorFields(error),
      });
    });
  }

  const admitByTime = ({ authenticatedAt }: Identity, { signedOutAt }: Authorization): Admission | undefined =>
    authenticatedAt === undefined || wasSignedOut(authenticatedAt, signedOutAt) ? undefined : {};

  return {
    touch,
    async admit(identity, authorization) {
      const { userId, sessionId } = identity;
      const isGood = (session: CachedSession) => session.userId === userId && isActive(session, authorization, clock());
      const session = sessionId && (await cache.getAtVersion(sessionId, authorization.version, isGood));
      if (!session) return admitByTime(identity, authorization);
      if (!isGood(session)) return undefined;
      await touch(identity);
      return { sessionId: session.sessionId };
    },
  };
}
