import type { JWTPayload, JWTVerifyGetKey, JWTVerifyOptions } from 'jose';
import { createRemoteJWKSet, errors, jwtVerify } from 'jose';

/** Reads the keys at the first token and keeps them, for 10 minutes, as jose does by default. */
export function remoteKeys(url: URL): JWTVerifyGetKey {
  let keys: JWTVerifyGetKey | undefined;
  return (header, token) => {
    // Not at start: jose makes a Headers at once, and that loads undici (28 ms).
    keys ??= createRemoteJWKSet(url, { timeoutDuration: 3_000 });
    return keys(header, token);
  };
}

// Tokens without `exp` would live for ever; issuers always set it, so its absence is a forgery.
const requiredClaims = ['exp', 'iat'];

// What jose says of the token itself; all else speaks of the keys' server.
const flaws = [
  errors.JWTExpired,
  errors.JWTClaimValidationFailed,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JWSSignatureVerificationFailed,
  errors.JOSEAlgNotAllowed,
  errors.JOSENotSupported,
  errors.JWKSNoMatchingKey,
  errors.JWKSMultipleMatchingKeys,
];

/** What `token` says, if it is right; undefined when it is not. Throws when the keys cannot be read. */
export async function verifiedClaims(
  token: string,
  keys: JWTVerifyGetKey,
  rules: Omit<JWTVerifyOptions, 'requiredClaims'>,
): Promise<JWTPayload | undefined> {
  try {
    return (await jwtVerify(token, keys, { ...rules, requiredClaims })).payload;
  } catch (error) {
    if (flaws.some((flaw) => error instanceof flaw)) return undefined;
    throw error;
  }
}
