import { sessionPath } from '../../contracts/api/sessions.ts';
import type { SessionEndReason } from '../../contracts/sessions.ts';
import type { ReadAuthorization } from '../domain/authorization/authorization.ts';
import type { EndAllSessions, EndSession } from '../domain/sessions/end-sessions.ts';
import { isActive, type SessionItem } from '../domain/sessions/session.ts';
import { deletedSessionCookie } from '../domain/sessions/session-answer.ts';
import { countActiveSessions, type ListActiveSessions, type SessionStore } from '../domain/sessions/store.ts';
import type { Endpoint } from '../platform/api/api.ts';
import { type ApiAnswer, type ApiRequest, readPath } from '../platform/api/endpoint.ts';
import { Refusal } from '../platform/errors.ts';
import { requestOperation } from '../platform/events/journal.ts';
import type { Clock, IdSource } from '../platform/runtime.ts';

export interface EndSessionDependencies {
  readonly sessions: Pick<SessionStore, 'find'>;
  readonly authorizationOf: ReadAuthorization;
  readonly list: ListActiveSessions;
  readonly endSession: EndSession;
  readonly endAllSessions: EndAllSessions;
  readonly cookieName: string;
  readonly clock: Clock;
  readonly newId: IdSource;
}

const sessionNotFound = () =>
  new Refusal('session_not_found', 'There is no such session; GET /v1/me/sessions lists the active ones.');

const tokenWithoutSession = () =>
  new Refusal(
    'session_not_found',
    'This token has no session; it expires, or ends with all sessions by POST /v1/auth/logout-all.',
  );

const notSessionOwner = () =>
  new Refusal('not_session_owner', 'This is a session of another user; you can end your own sessions.');

const alreadyEnded = () => new Refusal('session_already_revoked', 'The session has ended; nothing is left to do.');

/** The endpoints that end sessions. Each ends a session once, with its event. */
export function endSessionEndpoints(deps: EndSessionDependencies) {
  const { sessions, authorizationOf, list, endSession, endAllSessions, cookieName, clock, newId } = deps;

  /** Makes the browser delete the cookie of an ended session. */
  const signedOut = ({ caller }: ApiRequest): ApiAnswer => ({
    status: 204,
    ...(caller.via === 'cookie' ? { cookies: [deletedSessionCookie(cookieName)] } : {}),
  });

  async function find(sessionId: string): Promise<SessionItem> {
    const session = await sessions.find(sessionId);
    if (session === undefined) throw sessionNotFound();
    return session;
  }

  async function end(session: SessionItem, reason: SessionEndReason, request: ApiRequest): Promise<void> {
    const at = clock();
    if (!isActive(session, await authorizationOf(session.userId), at)) throw alreadyEnded();
    if (!(await endSession(session, reason, requestOperation(request, newId(), at)))) throw alreadyEnded();
  }

  /** Ends the session of the request. Also succeeds where another request has just ended it. */
  const logOut: Endpoint = async (request) => {
    const { sessionId, userId } = request.caller;
    if (sessionId === undefined) throw tokenWithoutSession();
    await endSession({ sessionId, userId }, 'logged_out', requestOperation(request, newId(), clock()));
    return signedOut(request);
  };

  const logOutEverywhere: Endpoint = async (request) => {
    const { userId } = request.caller;
    const count = await countActiveSessions(list, userId, clock());
    // A new time: a session that was created during the count ends as well.
    const operation = requestOperation(request, newId(), clock());
    await endAllSessions(userId, count, 'logged_out_everywhere', operation);
    return signedOut(request);
  };

  const revokeMySession: Endpoint = async (request) => {
    const { sessionId } = readPath(request, sessionPath);
    const session = await find(sessionId);
    if (session.userId !== request.caller.userId) throw notSessionOwner();
    await end(session, 'revoked_by_user', request);
    return sessionId === request.caller.sessionId ? signedOut(request) : { status: 204 };
  };

  const revokeSession: Endpoint = async (request) => {
    const { sessionId } = readPath(request, sessionPath);
    await end(await find(sessionId), 'revoked_by_admin', request);
    return { status: 204 };
  };

  return { logOut, logOutEverywhere, revokeMySession, revokeSession };
}
