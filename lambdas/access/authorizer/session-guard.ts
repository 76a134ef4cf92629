import { SEEN_SECONDS } from '../../../contracts/sessions.ts';
import type { Authorization } from '../../domain/authorization/authorization.ts';
import { isActive, type SessionItem, secondsLeft } from '../../domain/sessions/session.ts';
import type { SessionStore } from '../../domain/sessions/store.ts';
import { errorFields, logger } from '../../platform/observability/logger.ts';
import type { Clock } from '../../platform/runtime.ts';
import { ttlCache } from '../../platform/ttl-cache.ts';
import type { Identity } from './identity.ts';

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

/** The part of a session that is cached: nothing that is encrypted. */
export type CachedSession = Pick<
  SessionItem,
  'sessionId' | 'userId' | 'createdAt' | 'lastSeenAt' | 'endsAt' | 'revokedAt'
>;

export interface SessionCache {
  /** As it was last read: its user never changes, and a revoked session stays revoked; for the rest see `getAtVersion`. */
  get(sessionId: string): Promise<CachedSession | undefined>;
  /**
   * As it is at this version of the user's authorization, which was read before: each revocation counts the version up.
   * A cached session is returned only if `isGood`. Undefined when there is no such session.
   */
  getAtVersion(
    sessionId: string,
    version: number,
    isGood: (session: CachedSession) => boolean,
  ): Promise<CachedSession | undefined>;
  /** The cached session, if any, whatever its age. */
  peek(sessionId: string): CachedSession | undefined;
  /** Sets `lastSeenAt` of a cached session. */
  touch(session: CachedSession, at: Date): void;
}

interface Entry {
  readonly session: CachedSession | undefined;
  /** Undefined where the session was read before the authorization: a revocation may lie between. */
  readonly version: number | undefined;
}

// As long as decisions are cached (docs/adr/0014); it bounds the effect of a record that was changed by hand.
const TTL_MS = 300_000;

// About 0.5 KB each.
export const MAX_CACHED_SESSIONS = 5_000;

const cachedPartOf = ({ sessionId, userId, createdAt, lastSeenAt, endsAt, revokedAt }: SessionItem): CachedSession => ({
  sessionId,
  userId,
  createdAt,
  lastSeenAt,
  endsAt,
  ...(revokedAt === undefined ? {} : { revokedAt }),
});

/** Caches sessions in memory, each with the version of the authorization that was read before it. */
export function sessionCache({ find }: Pick<SessionStore, 'find'>, clock: Clock): SessionCache {
  const cache = ttlCache<Entry>({ ttlMs: TTL_MS, maxEntries: MAX_CACHED_SESSIONS, clock });

  async function read(sessionId: string, version?: number): Promise<CachedSession | undefined> {
    const item = await find(sessionId);
    const session = item && cachedPartOf(item);
    // A missing session is cached for valid tokens only: any caller can invent cookies.
    if (session !== undefined || version !== undefined) cache.set(sessionId, { session, version });
    return session;
  }

  const peek = (sessionId: string) => cache.peek(sessionId)?.session;

  return {
    peek,
    get: async (sessionId) => peek(sessionId) ?? read(sessionId),
    async getAtVersion(sessionId, version, isGood) {
      const entry = cache.get(sessionId);
      const isCurrent = entry?.version === version && (entry.session === undefined || isGood(entry.session));
      return isCurrent ? entry.session : read(sessionId, version);
    },
    touch(session, at) {
      const entry = cache.peek(session.sessionId);
      const touched = { ...session, lastSeenAt: at.toISOString() };
      if (entry) cache.update(session.sessionId, { ...entry, session: touched });
    },
  };
}
