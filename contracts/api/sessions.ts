import * as z from 'zod/mini';
import { authType, DEFAULT_AUTH_TYPE } from '../authentication.ts';
import { emailInput } from '../email.ts';
import { isoTime, userId } from '../fields.ts';
import { sessionMode } from '../sessions.ts';
import { storedText } from '../stored.ts';
import { pageQuery } from './page.ts';
import { currentPassword } from './passwords.ts';
import { userStatus } from './users.ts';

/** Default: `cookie` for a browser (it sends Sec-Fetch-Site or accepts text/html), `token` for other clients. */
const mode = z.optional(sessionMode);

/** `username`: a userId or an e-mail address. */
export const loginRequest = z
  .strictObject({
    email: z.optional(emailInput),
    username: z.optional(z.union([userId, emailInput])),
    password: currentPassword,
    mode,
  })
  .check(
    z.refine(({ email, username }) => (email === undefined) !== (username === undefined), {
      path: ['username'],
      error: 'send either username or email',
    }),
  );

/** An ID token is a JWT; 8 KB is twice the size of those of known providers. */
const idToken = z.string().check(z.regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'is not a JWT'), z.maxLength(8192));
export const externalLoginRequest = z.strictObject({
  authType: z._default(authType, DEFAULT_AUTH_TYPE),
  idToken,
  mode,
});

const refreshToken = z.string().check(z.regex(/^[A-Za-z0-9_.-]{16,256}$/, 'is not a refresh token of Rollcall'));
/** Empty with a session cookie, which is then renewed. */
export const refreshRequest = z.strictObject({ refreshToken: z.optional(refreshToken) });

/** `mode: token`. A refresh token works once; the response has the next one. */
export const tokenAnswer = z.strictObject({
  tokenType: z.literal('Bearer'),
  accessToken: z.string(),
  /** Seconds. */
  expiresIn: z.int(),
  refreshToken,
  sessionId: z.uuid(),
});
export type TokenAnswer = z.infer<typeof tokenAnswer>;

/** `mode: cookie`: the session is in the cookie; the response has no token. */
export const cookieAnswer = z.strictObject({ sessionId: z.uuid(), expiresAt: isoTime });
export const loginAnswer = z.union([tokenAnswer, cookieAnswer]);

export const me = z.strictObject({
  userId,
  email: storedText,
  name: storedText,
  organisation: z.optional(storedText),
  status: userStatus,
  roles: z.array(storedText),
  groups: z.array(storedText),
  /** Number of open sessions. */
  sessions: z.int(),
  createdAt: isoTime,
});

export const session = z.strictObject({
  sessionId: z.uuid(),
  userId,
  mode: sessionMode,
  createdAt: isoTime,
  lastSeenAt: isoTime,
  expiresAt: isoTime,
  ip: z.optional(storedText),
  userAgent: z.optional(storedText),
  /** Whether this request belongs to the session. */
  current: z.boolean(),
});
export type Session = z.infer<typeof session>;
export const sessionPage = z.strictObject({ items: z.array(session), nextCursor: z.optional(z.string()) });
export const sessionPath = z.strictObject({ sessionId: z.uuid() });
export const mySessionsQuery = pageQuery(100);
export const userSessionsQuery = z.extend(pageQuery(100), { userId });
