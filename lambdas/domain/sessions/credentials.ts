import { randomBytes } from 'node:crypto';
import { decodeJwt } from 'jose';
import * as z from 'zod/mini';
import { derivedId } from '../../platform/runtime.ts';
import type { EncryptedSecret, EnvelopeEncryption } from './envelope-encryption.ts';

/**
 * A session's id is a one-way derivation of its credential: lists, logs and events may show the id, and it
 * authenticates no request. The credential itself is stored nowhere.
 */
const sessionIdOf = (credential: string): string => derivedId(`session:${credential}`);

/** The whole value of a session cookie: 256 random bits, base64url. */
export const newCookieValue = (): string => randomBytes(32).toString('base64url');
export const sessionIdOfCookie = (value: string): string => sessionIdOf(value);

/** `originJti` is Cognito's id of the sign-in that a token comes from; refreshed tokens have the same one. */
export const sessionIdOfSignIn = (originJti: string): string => sessionIdOf(originJti);

const claims = z.object({ origin_jti: z.string() });

/** For an access token that the pool has just issued: nothing is verified here. Throws when it has no `origin_jti`. */
export const originJtiOf = (accessToken: string): string => z.parse(claims, decodeJwt(accessToken)).origin_jti;

/** A refresh token's parts. Its text is `<sessionId>.<generation>.<mac>`, and only its generation is stored. */
export interface RefreshToken {
  readonly sessionId: string;
  readonly generation: number;
  readonly mac: string;
}

const REFRESH_TOKEN = /^[0-9a-f-]{36}\.\d{1,9}\.[\w-]{43}$/;

/** Undefined for a text that is not one of our tokens. */
export function parseRefreshToken(text: string): RefreshToken | undefined {
  if (!REFRESH_TOKEN.test(text)) return undefined;
  const [sessionId = '', generation, mac = ''] = text.split('.');
  return { sessionId, generation: Number(generation), mac };
}

type Unsigned = Pick<RefreshToken, 'sessionId' | 'generation'>;
const messageOf = ({ sessionId, generation }: Unsigned): string => `refresh:${sessionId}:${generation}`;

/** The token of a generation, signed under the data key of the session's secret. */
export async function signRefreshToken(
  encryption: EnvelopeEncryption,
  token: Unsigned,
  secret: EncryptedSecret,
): Promise<string> {
  return `${token.sessionId}.${token.generation}.${await encryption.sign(messageOf(token), secret)}`;
}

export const verifyRefreshToken = (
  encryption: EnvelopeEncryption,
  token: RefreshToken,
  secret: EncryptedSecret,
): Promise<boolean> => encryption.verify(token.mac, messageOf(token), secret);
