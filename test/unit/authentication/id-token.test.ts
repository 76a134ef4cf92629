import {
  type CryptoKey,
  createLocalJWKSet,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  importJWK,
  SignJWT,
  UnsecuredJWT,
} from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  trustedIssuers,
  type VerifyIdToken,
  verifyIdToken,
} from '../../../lambdas/authentication/external/identity.ts';
import {
  AUDIENCE,
  aProvider,
  type Claims,
  type Provider,
  type Signing,
} from '../../support/sessions/external-issuer.ts';

const clock = () => new Date();
let acme: Provider;
let other: Provider;
let verify: VerifyIdToken;

const trusted = ({ issuer, publicKeys }: Provider) => ({
  ...issuer,
  keys: createLocalJWKSet({ keys: [...publicKeys.keys] }),
});

beforeAll(async () => {
  acme = await aProvider('https://id.acme.example');
  other = await aProvider('https://id.other.example', 'other');
  verify = verifyIdToken([acme, other].map(trusted), clock);
});

const ann = { authType: 'acme', externalId: 'sub-1', email: 'ann@example.com', name: undefined };

describe("an ID token of a provider's", () => {
  it('returns the identity, with the address in its canonical form', async () => {
    expect(await verify('acme', await acme.idToken({ name: 'Ann' }))).toEqual({ ...ann, name: 'Ann' });
  });

  it('may be signed with ES256, too', async () => {
    expect(await verify('acme', await acme.idToken({}, { alg: 'ES256' }))).toEqual(ann);
  });

  it('is taken again while it lives', async () => {
    const token = await acme.idToken();
    expect([await verify('acme', token), await verify('acme', token)]).toEqual([ann, ann]);
  });

  it.each<[string, Claims, Signing?]>([
    ['another issuer', { iss: 'https://id.evil.example' }],
    ['no issuer', { iss: undefined }],
    ['another audience', { aud: 'another-client' }],
    ['no audience', { aud: undefined }],
    ['a second audience', { aud: [AUDIENCE, 'another-client'] }],
    ['an end that is over', {}, { expires: '-1s' }],
    ['a time from which on it is right that is to come', { nbf: Math.floor(Date.now() / 1000) + 600 }],
    ['no sub', { sub: undefined }],
    ['an empty sub', { sub: '' }],
    ['a sub of 256 characters', { sub: 's'.repeat(256) }],
    ['a sub that is no text', { sub: 7 }],
  ])('is refused with %s', async (_, claims, signing) => {
    expect(await verify('acme', await acme.idToken(claims, signing))).toBeUndefined();
  });

  it('is refused where another provider is named, though both are ours', async () => {
    expect(await verify('other', await acme.idToken())).toBeUndefined();
    expect(await verify('acme', await acme.idToken({ iss: 'https://id.other.example' }))).toBeUndefined();
    expect(await verify('unknown', await acme.idToken())).toBeUndefined();
  });

  it("is refused with a stranger's signature under the provider's key id", async () => {
    const stranger = await aProvider('https://id.acme.example');
    expect(await verify('acme', await stranger.idToken())).toBeUndefined();
  });

  it('is refused when a claim was changed under its old signature', async () => {
    const [header, , signature] = (await acme.idToken()).split('.');
    const [, forged] = (await acme.idToken({ sub: 'sub-2' })).split('.');
    expect(await verify('acme', [header, forged, signature].join('.'))).toBeUndefined();
  });

  it('is refused without a signature, and when the public key was taken for a shared secret', async () => {
    const claims = { iss: 'https://id.acme.example', aud: AUDIENCE, sub: 'sub-1' };
    const [publicJwk] = acme.publicKeys.keys;
    const pem = await exportSPKI((await importJWK({ ...publicJwk }, 'RS256')) as CryptoKey);
    const forged = new SignJWT(claims).setProtectedHeader({ alg: 'HS256', kid: 'acme-RS256' }).setIssuedAt();
    const forgeries = [
      new UnsecuredJWT(claims).setIssuedAt().setExpirationTime('1h').encode(),
      await forged.setExpirationTime('1h').sign(new TextEncoder().encode(pem)),
      await forged.setExpirationTime('1h').sign(new TextEncoder().encode(JSON.stringify(publicJwk))),
      'a.b.c',
    ];
    for (const token of forgeries) expect(await verify('acme', token)).toBeUndefined();
    // Also where the keys come as they are: not even then is it a secret.
    const plain = verifyIdToken([{ ...acme.issuer, keys: async () => new TextEncoder().encode(pem) }], clock);
    for (const token of forgeries) expect(await plain('acme', token)).toBeUndefined();
  });

  it('is refused without an end, and with a key that its header brings along', async () => {
    const { privateKey, publicKey } = await generateKeyPair('RS256', { extractable: true });
    const claims = { iss: 'https://id.acme.example', aud: AUDIENCE, sub: 'sub-1' };
    const jwk = await exportJWK(publicKey);
    const brought = new SignJWT(claims).setProtectedHeader({ alg: 'RS256', jwk }).setIssuedAt().setExpirationTime('1h');
    expect(await verify('acme', await brought.sign(privateKey))).toBeUndefined();

    const signing = { alg: 'RS256', kid: 'acme-RS256' };
    const mine = verifyIdToken([{ ...acme.issuer, keys: async () => publicKey }], clock);
    const ended = new SignJWT(claims).setProtectedHeader(signing).setIssuedAt();
    expect(await mine('acme', await ended.sign(privateKey))).toBeUndefined();
    expect(await mine('acme', await ended.setExpirationTime('1h').sign(privateKey))).toBeDefined();
  });

  it.each<[string, Claims]>([
    ['no address', { email: undefined }],
    ['one that is not verified', { email_verified: false }],
    ['one of which it does not say', { email_verified: undefined }],
    ['one that it calls verified in other words', { email_verified: 'yes' }],
    ['one that is none', { email: 'ann' }],
  ])('vouches for no address with %s', async (_, claims) => {
    expect(await verify('acme', await acme.idToken(claims))).toEqual({ ...ann, email: undefined });
  });

  it('may say that the address is verified as text, as Apple does', async () => {
    expect(await verify('acme', await acme.idToken({ email_verified: 'true' }))).toEqual(ann);
    expect(await verify('acme', await acme.idToken({ email_verified: 'false' }))).toEqual({ ...ann, email: undefined });
  });

  it('gives no name that could not be one', async () => {
    expect(await verify('acme', await acme.idToken({ name: 'Ann\r\nBcc: eve@example.com' }))).toEqual(ann);
  });

  it('is neither right nor wrong while the keys cannot be read', async () => {
    const unavailable = verifyIdToken(
      [{ ...acme.issuer, keys: async () => Promise.reject(new TypeError('away')) }],
      clock,
    );
    await expect(unavailable('acme', await acme.idToken())).rejects.toThrow('away');
  });
});

describe('the configured issuers', () => {
  it('are read from JSON, and nonsense is refused at start', () => {
    expect(trustedIssuers(JSON.stringify([acme.issuer]))).toEqual([{ ...acme.issuer, keys: expect.any(Function) }]);
    expect(() => trustedIssuers('[{"authType":"acme"}]')).toThrow();
    expect(() => trustedIssuers('acme')).toThrow();
  });
});
