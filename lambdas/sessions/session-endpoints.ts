import * as z from 'zod/mini';
import type { me, Session, sessionPage } from '../../contracts/api/sessions.ts';
import { mySessionsQuery, sessionPath, userSessionsQuery } from '../../contracts/api/sessions.ts';
import { isoTime } from '../../contracts/fields.ts';
import type { SessionEndReason } from '../../contracts/sessions.ts';
import type { ReadAuthorization } from '../domain/authorization/authorization.ts';
import type { EndAllSessions, EndSession } from '../domain/sessions/end-sessions.ts';
import { isActive, type SessionItem } from '../domain/sessions/session.ts';
import { deletedSessionCookie } from '../domain/sessions/session-answer.ts';
import { countActiveSessions, type ListActiveSessions, type SessionStore } from '../domain/sessions/store.ts';
import type { Endpoint } from '../platform/api/api.ts';
import type { ApiAnswer, ApiRequest } from '../platform/api/endpoint.ts';
import { readCursor, readPath, readQuery, writeCursor } from '../platform/api/endpoint.ts';
import { type DynamoDBDocumentClient, GetCommand } from '../platform/aws/dynamo.ts';
import { Refusal } from '../platform/errors.ts';
import { requestOperation } from '../platform/events/journal.ts';
import type { Clock, IdSource } from '../platform/runtime.ts';

interface ListDependencies {
  readonly list: ListActiveSessions;
  readonly clock: Clock;
}

const cursorSchema = z.tuple([isoTime, z.uuid()]);

const toSession = ({ caller }: ApiRequest, session: SessionItem): Session => ({
  sessionId: session.sessionId,
  userId: session.userId,
  mode: session.mode,
  createdAt: session.createdAt,
  lastSeenAt: session.lastSeenAt,
  expiresAt: session.endsAt,
  ...(session.ip ? { ip: session.ip } : {}),
  ...(session.userAgent ? { userAgent: session.userAgent } : {}),
  current: session.sessionId === caller.sessionId,
});

/** GET /v1/me/sessions and GET /v1/admin/sessions */
export function listSessions({ list, clock }: ListDependencies) {
  async function page(
    request: ApiRequest,
    userId: string,
    { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<ApiAnswer> {
    const [createdAt, sessionId] = cursor === undefined ? [] : readCursor(cursor, cursorSchema);
    const position = createdAt && sessionId ? { createdAt, sessionId } : undefined;
    const { sessions, next } = await list(userId, clock(), { limit, position });
    const body: z.infer<typeof sessionPage> = {
      items: sessions.map((session) => toSession(request, session)),
      ...(next ? { nextCursor: writeCursor([next.createdAt, next.sessionId]) } : {}),
    };
    return { status: 200, body };
  }

  const listMySessions: Endpoint = async (request) =>
    page(request, request.caller.userId, readQuery(request, mySessionsQuery));

  const listUserSessions: Endpoint = async (request) => {
    const query = readQuery(request, userSessionsQuery);
    return page(request, query.userId, query);
  };

  return { listMySessions, listUserSessions };
}

/** The attributes of a user's item that GET /v1/me shows. */
type OwnProfile = Omit<z.infer<typeof me>, 'roles' | 'groups' | 'sessions'>;

/** Refuses with 404 where the user has been deleted since the request was authenticated. */
export type ReadOwnProfile = (userId: string) => Promise<OwnProfile>;

export function readOwnProfile(client: DynamoDBDocumentClient, table: string): ReadOwnProfile {
  return async (userId) => {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: { userId }, ConsistentRead: true }));
    if (Item === undefined) throw new Refusal('user_not_found', 'Your account has been deleted.');
    const { email, name, organisation, status, createdAt } = Item as OwnProfile;
    return { userId, email, name, ...(organisation ? { organisation } : {}), status, createdAt };
  };
}

interface GetMeDependencies extends ListDependencies {
  readonly profileOf: ReadOwnProfile;
  readonly authorizationOf: ReadAuthorization;
}

/** GET /v1/me */
export const getMe =
  ({ profileOf, authorizationOf, list, clock }: GetMeDependencies): Endpoint =>
  async ({ caller: { userId } }) => {
    const [profile, authorization, sessions] = await Promise.all([
      profileOf(userId),
      authorizationOf(userId),
      countActiveSessions(list, userId, clock()),
    ]);
    const roles = [...(authorization?.roles ?? [])].sort();
    const groups = [...(authorization?.groups ?? [])].sort();
    const body: z.infer<typeof me> = { ...profile, roles, groups, sessions };
    return { status: 200, body };
  };

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
