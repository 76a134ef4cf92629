import type { SessionItem } from '../../domain/sessions/session.ts';
import type { SessionStore } from '../../domain/sessions/store.ts';
import type { Clock } from '../../platform/clock.ts';

/** What is kept of a session: nothing that is sealed. */
export type CachedSession = Pick<
  SessionItem,
  'sessionId' | 'userId' | 'createdAt' | 'lastSeenAt' | 'endsAt' | 'revokedAt'
>;

export interface SessionCache {
  /** As it was when it was last read: good for whose it is, and once it was revoked; for what may change see `asOf`. */
  get(sessionId: string): Promise<CachedSession | undefined>;
  /**
   * As it is at this version of its user's authorization, which was read before: each revocation counts that up.
   * From memory comes only what `isGood`; undefined when there is no such session.
   */
  getAtVersion(
    sessionId: string,
    version: number,
    isGood: (session: CachedSession) => boolean,
  ): Promise<CachedSession | undefined>;
  /** What is in memory, if anything. */
  peek(sessionId: string): CachedSession | undefined;
  /** Has the memory say when it was last seen. */
  touch(session: CachedSession, at: Date): void;
}

interface Kept {
  readonly session: CachedSession | undefined;
  /** None where it was read before the authorization was: a revocation may lie between. */
  readonly version: number | undefined;
  readonly readAt: number;
}

// As long as decisions are kept (docs/adr/0014); it bounds what a record that was changed by hand could do.
const TTL_MS = 300_000;

// About 0.5 KB each.
export const MAX_CACHED_SESSIONS = 5_000;

const keptOf = ({ sessionId, userId, createdAt, lastSeenAt, endsAt, revokedAt }: SessionItem): CachedSession => ({
  sessionId,
  userId,
  createdAt,
  lastSeenAt,
  endsAt,
  ...(revokedAt === undefined ? {} : { revokedAt }),
});

/** Sessions as the store has them, kept in memory together with the version of the authorization that was seen before. */
export function sessionCache({ find }: Pick<SessionStore, 'find'>, clock: Clock): SessionCache {
  const kept = new Map<string, Kept>();

  function keep(sessionId: string, known: Kept): void {
    // Last in the order of insertion, so that the first one is the oldest.
    kept.delete(sessionId);
    kept.set(sessionId, known);
    const [oldest] = kept.keys();
    if (kept.size > MAX_CACHED_SESSIONS && oldest !== undefined) kept.delete(oldest);
  }

  async function read(sessionId: string, version?: number): Promise<CachedSession | undefined> {
    const readAt = clock().getTime();
    const item = await find(sessionId);
    const session = item && keptOf(item);
    // That there is none is worth keeping for valid tokens only: anybody can make up cookies.
    if (session !== undefined || version !== undefined) keep(sessionId, { session, version, readAt });
    return session;
  }

  function isYoung({ readAt }: Kept): boolean {
    const now = clock().getTime();
    return now >= readAt && now - readAt < TTL_MS;
  }

  const peek = (sessionId: string) => kept.get(sessionId)?.session;

  return {
    peek,
    get: async (sessionId) => peek(sessionId) ?? read(sessionId),
    async getAtVersion(sessionId, version, isGood) {
      const known = kept.get(sessionId);
      const isCurrent = known?.version === version && isYoung(known);
      if (isCurrent && (known.session === undefined || isGood(known.session))) return known.session;
      return read(sessionId, version);
    },
    touch(session, at) {
      const known = kept.get(session.sessionId);
      if (known) kept.set(session.sessionId, { ...known, session: { ...session, lastSeenAt: at.toISOString() } });
    },
  };
}
