import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import { sessionIdOfCookie, sessionIdOfSignIn } from '../../domain/sessions/credentials.ts';
import { sessionCookieOf } from '../../platform/api/cookie.ts';
import type { Caller } from '../../platform/api/request.ts';
import type { SessionCache } from './session-cache.ts';
import type { VerifyToken } from './token.ts';

/** Who calls, before anything is said of what she may. */
export interface Identity {
  readonly userId: string;
  readonly via: NonNullable<Caller['via']>;
  /** Which session that would be; that of a token need not exist. */
  readonly sessionId?: string | undefined;
  /** When the bearer of a token signed in, in whole seconds; of a cookie, the session knows. */
  readonly authenticatedAt?: Date;
}

/** Undefined when the request proves nobody. Throws when that could not be found out. */
export type Identify = (event: APIGatewayRequestAuthorizerEventV2) => Promise<Identity | undefined>;

const BEARER = /^Bearer +([\w-]+\.[\w-]+\.[\w-]+)$/i;

export function byBearerToken(verify: VerifyToken): Identify {
  return async ({ headers }) => {
    const token = BEARER.exec(headers?.authorization ?? '')?.[1];
    const bearer = token === undefined ? undefined : await verify(token);
    if (bearer === undefined) return undefined;
    const { userId, authenticatedAt, signInId } = bearer;
    const sessionId = signInId === undefined ? undefined : sessionIdOfSignIn(signInId);
    return { userId, via: 'bearer', sessionId, authenticatedAt };
  };
}

export function byCookie(known: Pick<SessionCache, 'get'>, cookieName: string): Identify {
  return async (event) => {
    const value = sessionCookieOf(event, cookieName);
    const session = value === undefined ? undefined : await known.get(sessionIdOfCookie(value));
    if (session === undefined || session.revokedAt !== undefined) return undefined;
    return { userId: session.userId, via: 'cookie', sessionId: session.sessionId };
  };
}

/** Who sends an Authorization header is judged by it alone: were it junk, no cookie would make up for it. */
export const byEither =
  (bearer: Identify, cookie: Identify): Identify =>
  (event) =>
    event.headers?.authorization === undefined ? cookie(event) : bearer(event);
