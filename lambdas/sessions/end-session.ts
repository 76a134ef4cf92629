import type { SessionEndReason } from '../../contracts/sessions.ts';
import type { ReadAuthorization } from '../domain/authorization/authorization.ts';
import { countOpenSessions, type ListOpenSessions } from '../domain/sessions/open-sessions.ts';
import type { RevokeAllSessions } from '../domain/sessions/revoke-all-sessions.ts';
import type { RevokeSession } from '../domain/sessions/revoke-session.ts';
import { isOpen, type SessionItem } from '../domain/sessions/session.ts';
import type { SessionStore } from '../domain/sessions/store.ts';
import type { ApiRequest } from '../platform/api/request.ts';
import type { Clock } from '../platform/clock.ts';
import type { Operation } from '../platform/events/journal.ts';
import type { IdSource } from '../platform/ids.ts';
import { endedAlready, noSessionOfThis, noSuchSession, notOwner } from './session-rules.ts';

export interface EndingSessionsDependencies {
  readonly sessions: Pick<SessionStore, 'find'>;
  readonly authorizationOf: ReadAuthorization;
  readonly listOpen: ListOpenSessions;
  readonly revoke: RevokeSession;
  readonly revokeAll: RevokeAllSessions;
  readonly clock: Clock;
  readonly newId: IdSource;
}

/** The ways in which people end sessions. Each ends it once, with its event. */
export function endingSessions(deps: EndingSessionsDependencies) {
  const { sessions, authorizationOf, listOpen, revoke, revokeAll, clock, newId } = deps;

  const operationOf = ({ actor, correlationId, requestId }: ApiRequest, at: Date): Operation => ({
    id: newId(),
    correlationId,
    causationId: requestId,
    actor,
    at,
  });

  async function end(session: SessionItem, reason: SessionEndReason, request: ApiRequest): Promise<void> {
    const at = clock();
    if (!isOpen(session, await authorizationOf(session.userId), at)) throw endedAlready();
    if (!(await revoke(session, reason, operationOf(request, at)))) throw endedAlready();
  }

  async function found(sessionId: string): Promise<SessionItem> {
    const session = await sessions.find(sessionId);
    if (session === undefined) throw noSuchSession();
    return session;
  }

  return {
    /** This one. One that somebody else ended a moment ago is ended, too. */
    async this(request: ApiRequest): Promise<void> {
      const { sessionId, userId } = request.caller;
      if (sessionId === undefined) throw noSessionOfThis();
      await revoke({ sessionId, userId }, 'logged_out', operationOf(request, clock()));
    },

    async all(request: ApiRequest): Promise<void> {
      const { userId } = request.caller;
      const at = clock();
      const count = await countOpenSessions(listOpen, userId, at);
      // Not `at`: a session that was opened while they were counted ends as well.
      await revokeAll(userId, count, 'logged_out_everywhere', operationOf(request, clock()));
    },

    async own(sessionId: string, request: ApiRequest): Promise<void> {
      const session = await found(sessionId);
      if (session.userId !== request.caller.userId) throw notOwner();
      await end(session, 'revoked_by_user', request);
    },

    async anybodys(sessionId: string, request: ApiRequest): Promise<void> {
      await end(await found(sessionId), 'revoked_by_admin', request);
    },
  };
}
