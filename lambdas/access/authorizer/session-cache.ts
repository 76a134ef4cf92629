import type { SessionItem } from '../../domain/sessions/session.ts';
import type { SessionStore } from '../../domain/sessions/store.ts';
import type { Clock } from '../../platform/clock.ts';

/** What is kept of a session: nothing that is sealed. */
export type KnownSession = Pick<
  SessionItem,
  'sessionId' | 'userId' | 'createdAt' | 'lastSeenAt' | 'endsAt' | 'revokedAt'
>;

export interface KnownSessions {
  /** As it was when it was last read: good for whose it is, and once it was revoked; for what may change see `asOf`. */
  lately(sessionId: string): Promise<KnownSession | undefined>;
  /**
   * As it is at this version of its user's authorization, which was read before: each revocation counts that up.
   * From memory comes only what `isGood`; undefined when there is no such session.
   */
  asOf(
    sessionId: string,
    version: number,
    isGood: (session: KnownSession) => boolean,
  ): Promise<KnownSession | undefined>;
  /** What is in memory, if anything. */
  recall(sessionId: string): KnownSession | undefined;
  /** Has the memory say when it was last seen. */
  saw(session: KnownSession, at: Date): void;
}

interface Kept {
  readonly session: KnownSession | undefined;
  /** None where it was read before the authorization was: a revocation may lie between. */
  readonly version: number | undefined;
  readonly readAt: number;
}

// As long as decisions are kept (docs/adr/0014); it bounds what a record that was changed by hand could do.
const KEPT_MS = 300_000;

// About 0.5 KB each.
export const MOST_SESSIONS_KEPT = 5_000;

const keptOf = ({ sessionId, userId, createdAt, lastSeenAt, endsAt, revokedAt }: SessionItem): KnownSession => ({
  sessionId,
  userId,
  createdAt,
  lastSeenAt,
  endsAt,
  ...(revokedAt === undefined ? {} : { revokedAt }),
});

/** Sessions as the store has them, kept in memory together with the version of the authorization that was seen before. */
export function knownSessions({ find }: Pick<SessionStore, 'find'>, clock: Clock): KnownSessions {
  const kept = new Map<string, Kept>();

  function keep(sessionId: string, known: Kept): void {
    // Last in the order of insertion, so that the first one is the oldest.
    kept.delete(sessionId);
    kept.set(sessionId, known);
    const [oldest] = kept.keys();
    if (kept.size > MOST_SESSIONS_KEPT && oldest !== undefined) kept.delete(oldest);
  }

  async function read(sessionId: string, version?: number): Promise<KnownSession | undefined> {
    const readAt = clock().getTime();
    const item = await find(sessionId);
    const session = item && keptOf(item);
    // That there is none is worth keeping for valid tokens only: anybody can make up cookies.
    if (session !== undefined || version !== undefined) keep(sessionId, { session, version, readAt });
    return session;
  }

  function isYoung({ readAt }: Kept): boolean {
    const now = clock().getTime();
    return now >= readAt && now - readAt < KEPT_MS;
  }

  const recall = (sessionId: string) => kept.get(sessionId)?.session;

  return {
    recall,
    lately: async (sessionId) => recall(sessionId) ?? read(sessionId),
    async asOf(sessionId, version, isGood) {
      const known = kept.get(sessionId);
      const isCurrent = known?.version === version && isYoung(known);
      if (isCurrent && (known.session === undefined || isGood(known.session))) return known.session;
      return read(sessionId, version);
    },
    saw(session, at) {
      const known = kept.get(session.sessionId);
      if (known) kept.set(session.sessionId, { ...known, session: { ...session, lastSeenAt: at.toISOString() } });
    },
  };
}
