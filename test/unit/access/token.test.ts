import { createLocalJWKSet, exportJWK, generateKeyPair, importJWK, SignJWT, UnsecuredJWT } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { keysUrl, verifyToken } from '../../../lambdas/access/authorizer/identity.ts';

const issuer = { region: 'eu-west-1', poolId: 'eu-west-1_abc', clientId: 'client-1' };
const url = 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_abc';
const ANN = '6f1e2d3c-4b5a-5978-8a6b-1c2d3e4f5a6b';
const SIGNED_IN = Date.UTC(2026, 10, 22, 10) / 1000;
const claims = {
  token_use: 'access',
  client_id: 'client-1',
  username: ANN,
  auth_time: SIGNED_IN,
  sub: 'made-up-by-cognito',
};

const keyPair = generateKeyPair('RS256', { extractable: true });
const strangers = generateKeyPair('RS256');
let verify: ReturnType<typeof verifyToken>;

beforeAll(async () => {
  const jwk = { ...(await exportJWK((await keyPair).publicKey)), kid: 'key-1' };
  verify = verifyToken(issuer, createLocalJWKSet({ keys: [jwk] }));
});

interface Forgery {
  readonly claims?: object;
  readonly issuer?: string;
  readonly expires?: string;
  readonly by?: typeof keyPair;
  readonly alg?: string;
}

async function aToken(forged: Forgery = {}): Promise<string> {
  const { privateKey } = await (forged.by ?? keyPair);
  return new SignJWT({ ...claims, ...forged.claims })
    .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
    .setIssuer(forged.issuer ?? url)
    .setIssuedAt()
    .setExpirationTime(forged.expires ?? '1h')
    .sign(privateKey);
}

describe('verifyToken', () => {
  it('returns the username that the workflow chose as the user id, not sub', async () => {
    expect(await verify(await aToken())).toEqual({ userId: ANN, authenticatedAt: new Date('2026-11-22T10:00:00Z') });
  });

  it.each<[string, Forgery]>([
    ['an ID token', { claims: { token_use: 'id', aud: 'client-1', 'cognito:username': ANN } }],
    ['another client', { claims: { client_id: 'client-2' } }],
    ['another pool', { issuer: 'https://cognito-idp.eu-west-1.amazonaws.com/eu-west-1_xyz' }],
    ['an expired one', { expires: '-1m' }],
    ["a stranger's key", { by: strangers }],
    ['no username', { claims: { username: undefined } }],
    ['no time of the sign-in', { claims: { auth_time: undefined } }],
    ['a username that no registration chose', { claims: { username: 'ann' } }],
  ])('refuses a token: %s', async (_, forged) => {
    expect(await verify(await aToken(forged))).toBeUndefined();
  });

  it('refuses a token without a signature, with a shared secret, without an expiry and of random text', async () => {
    const { privateKey } = await keyPair;
    const unsigned = new UnsecuredJWT(claims).setIssuer(url).setIssuedAt().setExpirationTime('1h').encode();
    const secret = new TextEncoder().encode('a-secret-that-is-the-public-key-00');
    const hmac = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'key-1' })
      .setIssuer(url)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(secret);
    // The same key, by an algorithm that Cognito does not use.
    const otherwise = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS512', kid: 'key-1' })
      .setIssuer(url)
      .setIssuedAt()
      .setExpirationTime('1h')
      .sign(await importJWK(await exportJWK(privateKey), 'RS512'));
    const endless = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'key-1' })
      .setIssuer(url)
      .setIssuedAt()
      .sign(privateKey);
    expect(await Promise.all([unsigned, hmac, otherwise, endless, 'a.b.c'].map(verify))).toEqual(
      Array(5).fill(undefined),
    );
  });

  it('throws when the keys cannot be read', async () => {
    const unreachable = verifyToken(issuer, async () => Promise.reject(new TypeError('fetch failed')));
    await expect(unreachable(await aToken())).rejects.toThrow('fetch failed');
  });
});

describe('keysUrl', () => {
  it.each([
    [{}, `${url}/.well-known/jwks.json`],
    [{ AWS_ENDPOINT_URL: 'http://127.0.0.1:4577/' }, 'http://127.0.0.1:4577/eu-west-1_abc/.well-known/jwks.json'],
    [
      { AWS_ENDPOINT_URL: 'http://all', AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: 'http://pool' },
      'http://pool/eu-west-1_abc/.well-known/jwks.json',
    ],
  ])('is the endpoint of the SDK: %j', (environment, expected) => {
    expect(keysUrl(issuer, environment).href).toBe(expected);
  });
});
