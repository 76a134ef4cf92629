import { randomBytes } from 'node:crypto';
import * as z from 'zod/mini';
import { derivedId } from '../../platform/ids.ts';

/**
 * A session's id is derived from what proves it, one way: lists, logs and events may show it, and nobody comes
 * in with it. What proves it is stored nowhere.
 */
const idOf = (proof: string): string => derivedId(`session:${proof}`);

/** What a session cookie holds, and nothing else: 256 random bits, base64url. */
export const newCookieValue = (): string => randomBytes(32).toString('base64url');
export const sessionIdOfCookie = (value: string): string => idOf(value);

/** Cognito's id of the sign-in that a token comes from; refreshed tokens keep it. */
export const sessionIdOfSignIn = (originJti: string): string => idOf(originJti);

const claims = z.object({ origin_jti: z.string() });

/** Of a token that the pool itself has just given: nothing is verified here. Throws when it has no `origin_jti`. */
export function originJtiOf(accessToken: string): string {
  const payload = accessToken.split('.')[1] ?? '';
  return z.parse(claims, JSON.parse(Buffer.from(payload, 'base64url').toString('utf8'))).origin_jti;
}
