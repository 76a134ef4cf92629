import { SEEN_SECONDS } from '../../contracts/sessions.ts';
import type { Clock } from '../platform/clock.ts';
import type { Authorization } from '../platform/grants.ts';
import { errorFields, logger } from '../platform/logger.ts';
import { isOpen, secondsLeft } from '../platform/sessions/session.ts';
import type { SessionStore } from '../platform/sessions/store.ts';
import type { Identity } from './identity.ts';
import type { KnownSession, KnownSessions } from './known-sessions.ts';
import { wasSignedOut } from './rules.ts';

/** Whether what somebody came in by still counts. */
export interface Standing {
  /** Notes the request in a session that is in memory already. Never throws. */
  note(identity: Identity): Promise<void>;
  /** Whether it still lets her in, by her authorization as it was just read. Throws what the store throws. */
  isGood(identity: Identity, held: Authorization): Promise<boolean>;
}

interface StandingParts {
  readonly known: KnownSessions;
  readonly store: Pick<SessionStore, 'seen'>;
  readonly clock: Clock;
}

/** Sessions by their records; a token that no record stands for, such as one made with AWS credentials, by its time. */
export function standing({ known, store, clock }: StandingParts): Standing {
  /** A session that is over stays so: being asked for does not bring it back. */
  const isDue = (session: KnownSession, now: Date): boolean =>
    secondsLeft(session, now) > 0 && now.getTime() - Date.parse(session.lastSeenAt) >= SEEN_SECONDS * 1000;

  async function note({ sessionId }: Identity): Promise<void> {
    const session = sessionId === undefined ? undefined : known.recall(sessionId);
    const now = clock();
    if (session === undefined || !isDue(session, now)) return;
    known.saw(session, now);
    await store.seen(session, now).catch((error: unknown) => {
      logger.warn('a session was not noted as seen', { sessionId: session.sessionId, ...errorFields(error) });
    });
  }

  function recordOf({ userId, sessionId }: Identity, held: Authorization) {
    const opens = (session: KnownSession) => session.userId === userId && isOpen(session, held, clock());
    if (sessionId === undefined) return { opens, session: undefined };
    return { opens, session: known.asOf(sessionId, held.version, opens) };
  }

  return {
    note,
    async isGood(identity, held) {
      const { opens, session: reading } = recordOf(identity, held);
      const session = await reading;
      const { authenticatedAt } = identity;
      if (session === undefined)
        return authenticatedAt !== undefined && !wasSignedOut(authenticatedAt, held.signedOutAt);
      if (!opens(session)) return false;
      await note(identity);
      return true;
    },
  };
}
