import type * as z from 'zod/mini';
import {
  type me,
  mySessionsQuery,
  type Session,
  type sessionPage,
  sessionPath,
  userSessionsQuery,
} from '../../contracts/api/sessions.ts';
import type { ReadAuthorization } from '../domain/authorization/authorization.ts';
import { countOpenSessions, type ListOpenSessions } from '../domain/sessions/open-sessions.ts';
import type { SessionItem } from '../domain/sessions/session.ts';
import type { ApiAnswer } from '../platform/api/answer.ts';
import type { Endpoint } from '../platform/api/api.ts';
import { endedCookieText } from '../platform/api/cookie.ts';
import { type ApiRequest, readPath, readQuery } from '../platform/api/request.ts';
import type { Clock } from '../platform/clock.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import type { endingSessions } from './end-session.ts';
import type { ReadPerson } from './person.ts';

interface SessionDependencies {
  readonly ending: ReturnType<typeof endingSessions>;
  readonly listOpen: ListOpenSessions;
  readonly authorizationOf: ReadAuthorization;
  readonly personOf: ReadPerson;
  readonly cookieName: string;
  readonly clock: Clock;
}

const shown = ({ caller }: ApiRequest, session: SessionItem): Session => ({
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

/** The routes about who one is and which sessions are open. */
export function sessionEndpoints(deps: SessionDependencies) {
  const { ending, listOpen, authorizationOf, personOf, cookieName, clock } = deps;

  /** Nothing, and the browser forgets a cookie that is good for nothing any more. */
  const signedOut = ({ caller }: ApiRequest): ApiAnswer => ({
    status: 204,
    ...(caller.via === 'cookie' ? { cookies: [endedCookieText(cookieName)] } : {}),
  });

  async function page(
    request: ApiRequest,
    userId: string,
    { limit, cursor }: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<ApiAnswer> {
    const position = cursor === undefined ? undefined : decodeCursor(cursor);
    const { sessions, next } = await listOpen(userId, clock(), { limit, position });
    const body: z.infer<typeof sessionPage> = {
      items: sessions.map((session) => shown(request, session)),
      ...(next ? { nextCursor: encodeCursor(next) } : {}),
    };
    return { status: 200, body };
  }

  const logOut: Endpoint = async (request) => {
    await ending.this(request);
    return signedOut(request);
  };

  const logOutEverywhere: Endpoint = async (request) => {
    await ending.all(request);
    return signedOut(request);
  };

  const getMe: Endpoint = async ({ caller: { userId } }) => {
    const [person, held, sessions] = await Promise.all([
      personOf(userId),
      authorizationOf(userId),
      countOpenSessions(listOpen, userId, clock()),
    ]);
    const roles = [...(held?.roles ?? [])].sort();
    const body: z.infer<typeof me> = { ...person, roles, groups: [...(held?.groups ?? [])].sort(), sessions };
    return { status: 200, body };
  };

  const listMySessions: Endpoint = async (request) =>
    page(request, request.caller.userId, readQuery(request, mySessionsQuery));

  const listUserSessions: Endpoint = async (request) => {
    const query = readQuery(request, userSessionsQuery);
    return page(request, query.userId, query);
  };

  const revokeMySession: Endpoint = async (request) => {
    const { sessionId } = readPath(request, sessionPath);
    await ending.own(sessionId, request);
    return sessionId === request.caller.sessionId ? signedOut(request) : { status: 204 };
  };

  const revokeSession: Endpoint = async (request) => {
    await ending.anybodys(readPath(request, sessionPath).sessionId, request);
    return { status: 204 };
  };

  return {
    logOut,
    logOutEverywhere,
    getMe,
    listMySessions,
    listUserSessions,
    revokeMySession,
    revokeSession,
  };
}
