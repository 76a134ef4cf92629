import { refreshRequest } from '../../../contracts/api/sessions.ts';
import type { Actor } from '../../../contracts/events/define-event.ts';
import type { ReadAuthorization } from '../../domain/authorization/authorization.ts';
import { type SessionCredentials, tokenCredentials } from '../../domain/sessions/create-session.ts';
import type { EndSession } from '../../domain/sessions/end-sessions.ts';
import type { EnvelopeEncryption } from '../../domain/sessions/envelope-encryption.ts';
import type { RefreshToken, SessionItem } from '../../domain/sessions/session.ts';
import {
  isActive,
  parseRefreshToken,
  secondsUntil,
  sessionIdOfCookie,
  verifyRefreshToken,
} from '../../domain/sessions/session.ts';
import { sessionAnswer } from '../../domain/sessions/session-answer.ts';
import type { SessionStore } from '../../domain/sessions/store.ts';
import type { PoolAuthentication } from '../../domain/user-pool/sign-in.ts';
import type { Endpoint } from '../../platform/api/api.ts';
import { sessionCookieOf } from '../../platform/api/cookie.ts';
import { readBody } from '../../platform/api/endpoint.ts';
import { requestOperation } from '../../platform/events/journal.ts';
import type { Clock, IdSource } from '../../platform/runtime.ts';
import { loginRefused } from './rules.ts';

export interface RefreshDependencies {
  readonly sessions: Pick<SessionStore, 'find' | 'touch' | 'rotateRefreshToken'>;
  readonly authorizationOf: ReadAuthorization;
  readonly pool: Pick<PoolAuthentication, 'byRefreshToken'>;
  readonly encryption: EnvelopeEncryption;
  readonly endSession: EndSession;
  readonly clock: Clock;
  readonly newId: IdSource;
}

/** The request that refreshes a session. */
export interface Refresh {
  readonly actor: Actor;
  readonly correlationId: string;
  readonly requestId: string;
}

type SessionWithSecret = SessionItem & Required<Pick<SessionItem, 'sealed'>>;

const hasSecret = (session: SessionItem): session is SessionWithSecret => session.sealed !== undefined;

/**
 * Refreshes a session by its cookie, or by its refresh token: rotation, so each token works once, and its reuse ends the
 * session. Refuses with one 401 for every reason.
 */
export function refreshSession(deps: RefreshDependencies) {
  const { sessions, authorizationOf, pool, encryption, endSession, clock, newId } = deps;

  const isStillActive = async (session: SessionItem, now: Date): Promise<boolean> =>
    isActive(session, await authorizationOf(session.userId), now);

  async function byCookie(cookieValue: string): Promise<SessionCredentials> {
    const now = clock();
    const session = await sessions.find(sessionIdOfCookie(cookieValue));
    if (session === undefined || !(await isStillActive(session, now))) throw loginRefused();
    await sessions.touch(session, now);
    const { sessionId, endsAt } = session;
    return { mode: 'cookie', sessionId, endsAt, cookieValue, maxAgeSeconds: secondsUntil(endsAt, now) };
  }

  /** A reused token was sent by the user or by a thief, and nothing shows which: the session ends for both. */
  async function endReused({ userId, sessionId }: SessionItem, refresh: Refresh, at: Date): Promise<never> {
    const operation = requestOperation({ ...refresh, actor: { ...refresh.actor, id: userId } }, newId(), at);
    await endSession({ userId, sessionId }, 'refresh_token_reused', operation);
    throw loginRefused();
  }

  /** The active session of a token that we signed. Any other token is refused and changes nothing. */
  async function sessionOf(token: RefreshToken, now: Date): Promise<SessionWithSecret> {
    const session = await sessions.find(token.sessionId);
    if (session === undefined || !hasSecret(session)) throw loginRefused();
    if (!(await verifyRefreshToken(encryption, token, session.sealed))) throw loginRefused();
    if (!(await isStillActive(session, now))) throw loginRefused();
    return session;
  }

  /**
   * The pool is asked before the token is used up: when it does not answer, nothing has changed and the same token
   * is still valid. Of concurrent requests one rotates the token; the others reuse it.
   */
  async function byToken(text: string, refresh: Refresh): Promise<SessionCredentials> {
    const now = clock();
    const token = parseRefreshToken(text);
    if (token === undefined) throw loginRefused();
    const session = await sessionOf(token, now);
    if (token.generation !== session.refreshGeneration) return endReused(session, refresh, now);
    const access = await pool.byRefreshToken(await encryption.decrypt(session.sealed, session.sessionId));
    if (access === undefined) throw loginRefused();
    const credentials = await tokenCredentials(encryption, session, token.generation + 1, access);
    const isRotated = await sessions.rotateRefreshToken(session.sessionId, token.generation, now);
    return isRotated ? credentials : endReused(session, refresh, now);
  }

  return { byCookie, byToken };
}

/** POST /v1/auth/refresh: by the refresh token in the body, or else by the cookie. */
export const refreshEndpoint =
  (refresh: ReturnType<typeof refreshSession>, cookieName: string): Endpoint =>
  async (request) => {
    if (request.event.body) {
      const { refreshToken } = readBody(request, refreshRequest);
      if (refreshToken !== undefined) return sessionAnswer(cookieName, await refresh.byToken(refreshToken, request));
    }
    const cookie = sessionCookieOf(request.event, cookieName);
    if (cookie === undefined) throw loginRefused();
    return sessionAnswer(cookieName, await refresh.byCookie(cookie));
  };
