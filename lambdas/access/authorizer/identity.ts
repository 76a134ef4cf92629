import type { APIGatewayRequestAuthorizerEventV2 } from 'aws-lambda';
import type { JWTVerifyGetKey } from 'jose';
import * as z from 'zod/mini';
import { sessionIdOfCookie, sessionIdOfSignIn } from '../../domain/sessions/session.ts';
import { sessionCookieOf } from '../../platform/api/cookie.ts';
import type { Caller } from '../../platform/api/endpoint.ts';
import { verifiedClaims } from '../../platform/jwt.ts';
import type { SessionCache } from './session-guard.ts';

/** The caller of a request, before any decision on their permissions. */
export interface Identity {
  readonly userId: string;
  readonly via: NonNullable<Caller['via']>;
  /** The id that the session has, if there is one: a token's session need not exist. */
  readonly sessionId?: string | undefined;
  /** When the bearer of a token signed in, in whole seconds; for a cookie, the session has it. */
  readonly authenticatedAt?: Date;
}

/** Undefined when the request carries no valid credential. Throws when the check itself failed. */
export type Identify = (event: APIGatewayRequestAuthorizerEventV2) => Promise<Identity | undefined>;

/** The claims of a valid access token. */
export interface Bearer {
  readonly userId: string;
  /** When the user signed in, in whole seconds; refreshing a token does not change it. */
  readonly authenticatedAt: Date;
  /** Cognito's `origin_jti`; a client without token revocation issues tokens without it. */
  readonly signInId?: string | undefined;
}

/** Undefined when the token is not valid. Throws when the keys cannot be read. */
export type VerifyToken = (token: string) => Promise<Bearer | undefined>;

export interface TokenIssuer {
  readonly region: string;
  readonly poolId: string;
  /** The pool's app client: an access token has no audience, its client_id stands for it. */
  readonly clientId: string;
}

/** Where the pool serves its public keys: at the endpoint of the SDK's calls to the pool. */
export function keysUrl(issuer: TokenIssuer, environment: NodeJS.ProcessEnv): URL {
  const { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: ofCognito, AWS_ENDPOINT_URL: ofAll } = environment;
  const endpoint = ofCognito ?? ofAll ?? `https://cognito-idp.${issuer.region}.amazonaws.com`;
  return new URL(`${endpoint.replace(/\/$/, '')}/${issuer.poolId}/.well-known/jwks.json`);
}

/** Accepts access tokens of our pool and our client only; an ID token is for the client, not for an API. */
export function verifyToken(issuer: TokenIssuer, keys: JWTVerifyGetKey): VerifyToken {
  const accessToken = z.object({
    token_use: z.literal('access'),
    client_id: z.literal(issuer.clientId),
    // Our userId is the pool's username: the workflow chooses it, while Cognito generates `sub`.
    username: z.uuid(),
    // When the user signed in, in seconds.
    auth_time: z.int(),
    origin_jti: z.optional(z.string()),
  });
  const rules = {
    issuer: `https://cognito-idp.${issuer.region}.amazonaws.com/${issuer.poolId}`,
    algorithms: ['RS256'],
  };

  return async (token) => {
    const claims = z.safeParse(accessToken, await verifiedClaims(token, keys, rules)).data;
    if (claims === undefined) return undefined;
    const { username: userId, auth_time: signedInAt, origin_jti: signInId } = claims;
    return { userId, authenticatedAt: new Date(signedInAt * 1000), signInId };
  };
}

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

export function byCookie(cache: Pick<SessionCache, 'get'>, cookieName: string): Identify {
  return async (event) => {
    const value = sessionCookieOf(event, cookieName);
    const session = value === undefined ? undefined : await cache.get(sessionIdOfCookie(value));
    if (session === undefined || session.revokedAt !== undefined) return undefined;
    return { userId: session.userId, via: 'cookie', sessionId: session.sessionId };
  };
}

/** An Authorization header alone decides: a cookie does not make up for an invalid one. */
export const byEither =
  (bearer: Identify, cookie: Identify): Identify =>
  (event) =>
    event.headers?.authorization === undefined ? cookie(event) : bearer(event);
