import { stringifySetCookie } from 'cookie';
import type { cookieAnswer, TokenAnswer } from '../../../contracts/api/sessions.ts';
import type { ApiAnswer } from '../../platform/api/endpoint.ts';
import type { SessionCredentials } from './create-session.ts';

/**
 * The text of Set-Cookie. `__Host-` binds the cookie to this host and to TLS; a browser accepts the prefix only with
 * Secure, Path=/ and no Domain. Lax: a link from another site is sent with the cookie, a form is not.
 */
const sessionCookie = (name: string, value: string, maxAgeSeconds: number): string =>
  stringifySetCookie({
    name,
    value,
    maxAge: maxAgeSeconds,
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: name.startsWith('__Host-'),
  });

/** The text of a Set-Cookie that makes the browser delete the cookie. */
export const deletedSessionCookie = (name: string): string => sessionCookie(name, '', 0);

/** The HTTP answer that hands a session's credentials to the client. `cookieName` is the environment's SESSION_COOKIE. */
export function sessionAnswer(cookieName: string, credentials: SessionCredentials): ApiAnswer {
  if (credentials.mode === 'token') {
    const { mode: _, ...tokens } = credentials;
    const body: TokenAnswer = { tokenType: 'Bearer', ...tokens };
    return { status: 200, body };
  }
  const { sessionId, endsAt, cookieValue, maxAgeSeconds } = credentials;
  const body: typeof cookieAnswer._zod.output = { sessionId, expiresAt: endsAt };
  return { status: 200, body, cookies: [sessionCookie(cookieName, cookieValue, maxAgeSeconds)] };
}
