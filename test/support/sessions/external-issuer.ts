import { exportJWK, generateKeyPair, type JWK, type JWTPayload, SignJWT } from 'jose';
import type { ExternalIssuer } from '../../../contracts/authentication.ts';

export const AUDIENCE = 'rollcall-tests';

/** What a token says that is not as usual; undefined leaves a claim out. */
export type Claims = Readonly<Record<string, unknown>>;

export interface Signing {
  readonly expires?: string | undefined;
  readonly alg?: 'RS256' | 'ES256';
}

/** An OIDC provider with real keys, of both kinds that are taken. */
export interface Provider {
  readonly issuer: ExternalIssuer;
  readonly publicKeys: { readonly keys: readonly JWK[] };
  /** An ID token of a user with a verified address; `claims` replaces claims. */
  idToken(claims?: Claims, signing?: Signing): Promise<string>;
}

const algorithms = ['RS256', 'ES256'] as const;

export async function aProvider(base: string, authType = 'acme'): Promise<Provider> {
  const pairs = await Promise.all(algorithms.map(async (alg) => ({ alg, ...(await generateKeyPair(alg)) })));
  const keys = await Promise.all(
    pairs.map(async ({ alg, publicKey }) => ({ ...(await exportJWK(publicKey)), kid: `${authType}-${alg}`, alg })),
  );
  const issuer = { authType, issuer: base, audience: AUDIENCE, jwksUri: `${base}/keys` };

  async function idToken(claims: Claims = {}, { expires = '10m', alg = 'RS256' }: Signing = {}): Promise<string> {
    const key = pairs.find((pair) => pair.alg === alg)?.privateKey;
    if (key === undefined) throw new Error(`no key for ${alg}`);
    const said = { iss: base, aud: AUDIENCE, sub: 'sub-1', email: 'Ann@Example.com', email_verified: true, ...claims };
    const token = new SignJWT(said as JWTPayload).setProtectedHeader({ alg, kid: `${authType}-${alg}` }).setIssuedAt();
    return token.setExpirationTime(expires).sign(key);
  }

  return { issuer, publicKeys: { keys }, idToken };
}
