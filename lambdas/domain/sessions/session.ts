import { randomBytes } from 'node:crypto';
import { decodeJwt } from 'jose';
import * as z from 'zod/mini';
import type { AuthenticationMethod } from '../../../contracts/authentication.ts';
import { IDLE_SECONDS, type SessionEndReason, type SessionMode } from '../../../contracts/sessions.ts';
import { derivedId } from '../../platform/runtime.ts';
import type { Authorization } from '../authorization/authorization.ts';
import type { EncryptedSecret, EnvelopeEncryption } from './envelope-encryption.ts';

/** A session, key sessionId. Nothing in it authenticates a request (docs/adr/0016). */
export interface SessionItem {
  readonly sessionId: string;
  readonly userId: string;
  readonly mode: SessionMode;
  readonly method: AuthenticationMethod;
  /** When the user asked to sign in, before the password was checked: a password that changes meanwhile ends the session. */
  readonly createdAt: string;
  /** A minute late at most. */
  readonly lastSeenAt: string;
  readonly endsAt: string;
  readonly ip?: string;
  readonly userAgent?: string;
  /** Counts the refresh tokens that were issued; only the last one is valid. */
  readonly refreshGeneration: number;
  /** The pool's refresh token; deleted when the session is revoked. */
  readonly sealed?: EncryptedSecret;
  readonly revokedAt?: string;
  readonly reason?: SessionEndReason;
  /** Epoch seconds; DynamoDB's TTL. */
  readonly expiresAt: number;
}

type Lifetime = Pick<SessionItem, 'createdAt' | 'lastSeenAt' | 'endsAt' | 'revokedAt'>;

/** How long a browser keeps the cookie: idle sessions are ended here, not there. */
export const secondsUntil = (endsAt: string, now: Date): number =>
  Math.floor((Date.parse(endsAt) - now.getTime()) / 1000);

/** After how many seconds without a request the session ends; 0 or less when it has ended. */
export const secondsLeft = ({ lastSeenAt, endsAt }: Pick<Lifetime, 'lastSeenAt' | 'endsAt'>, now: Date): number =>
  Math.floor((Math.min(Date.parse(endsAt), Date.parse(lastSeenAt) + IDLE_SECONDS * 1000) - now.getTime()) / 1000);

/** Whether a session authenticates its user, by its own record and the user's authorization. An unreadable time ends it. */
export function isActive(session: Lifetime, authorization: Authorization | undefined, now: Date): boolean {
  if (session.revokedAt !== undefined || authorization === undefined || authorization.disabled === true) return false;
  const { signedOutAt } = authorization;
  const isOlder = signedOutAt !== undefined && !(Date.parse(session.createdAt) > Date.parse(signedOutAt));
  return !isOlder && secondsLeft(session, now) > 0;
}

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
