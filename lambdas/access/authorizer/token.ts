import type { JWTVerifyGetKey } from 'jose';
import * as z from 'zod/mini';
import { verifiedClaims } from '../../platform/jwt.ts';

/** Whom a valid access token was made for; undefined when the token is not valid. Throws when the keys cannot be read. */
export type VerifyToken = (token: string) => Promise<Bearer | undefined>;

export interface Bearer {
  readonly userId: string;
  /** When she signed in, in whole seconds; refreshing a token does not change it. */
  readonly authenticatedAt: Date;
  /** Cognito's `origin_jti`; a client without token revocation makes tokens without it. */
  readonly signInId?: string | undefined;
}

export interface TokenIssuer {
  readonly region: string;
  readonly poolId: string;
  /** The pool's app client: an access token has no audience, its client_id stands for it. */
  readonly clientId: string;
}

/** Where the pool serves its public keys: where the SDK would send the pool's calls. */
export function keysUrl(issuer: TokenIssuer, environment: NodeJS.ProcessEnv): URL {
  const { AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: ofCognito, AWS_ENDPOINT_URL: ofAll } = environment;
  const endpoint = ofCognito ?? ofAll ?? `https://cognito-idp.${issuer.region}.amazonaws.com`;
  return new URL(`${endpoint.replace(/\/$/, '')}/${issuer.poolId}/.well-known/jwks.json`);
}

/** Takes access tokens of our pool and our client only; an ID token is for the client, not for an API. */
export function verifyToken(issuer: TokenIssuer, keys: JWTVerifyGetKey): VerifyToken {
  const claims = z.object({
    token_use: z.literal('access'),
    client_id: z.literal(issuer.clientId),
    // Our userId is the pool's username: the workflow chooses it, while Cognito makes up `sub`.
    username: z.uuid(),
    // When she signed in, in seconds.
    auth_time: z.int(),
    origin_jti: z.optional(z.string()),
  });
  const rules = {
    issuer: `https://cognito-idp.${issuer.region}.amazonaws.com/${issuer.poolId}`,
    algorithms: ['RS256'],
  };

  return async (token) => {
    const claimed = z.safeParse(claims, await verifiedClaims(token, keys, rules)).data;
    if (claimed === undefined) return undefined;
    const { username: userId, auth_time: signedInAt, origin_jti: signInId } = claimed;
    return { userId, authenticatedAt: new Date(signedInAt * 1000), signInId };
  };
}
