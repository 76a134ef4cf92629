import * as z from 'zod/mini';
import { authType, DEFAULT_AUTH_TYPE } from '../authentication.ts';
import { emailInput } from '../email.ts';
import { emailText, isoTime, roleName, userId } from '../fields.ts';
import { sessionMode } from '../sessions.ts';
import { pageQuery } from './page.ts';
import { currentPassword } from './passwords.ts';
import { userStatus } from './users.ts';

/** Tokens where asked for, or where `Accept` does not name JSON's opposite: a browser says `cookie`. */
const mode = z.optional(sessionMode);

/** By e-mail address, or by `username`: the userId, or an address as well. */
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

/** An ID token is a JWT; 8 KB is twice what providers make. */
const idToken = z.string().check(z.regex(/^[\w-]+\.[\w-]+\.[\w-]+$/, 'is not a JWT'), z.maxLength(8192));
export const externalLoginRequest = z.strictObject({
  authType: z._default(authType, DEFAULT_AUTH_TYPE),
  idToken,
  mode,
});

const refreshToken = z.string().check(z.regex(/^[A-Za-z0-9_.-]{16,256}$/, 'is not a refresh token of ours'));
/** Nothing with a cookie, which is then prolonged. */
export const refreshRequest = z.strictObject({ refreshToken: z.optional(refreshToken) });

/** `mode: token`. The refresh token works once; its answer holds the next one. */
export const tokenAnswer = z.strictObject({
  tokenType: z.literal('Bearer'),
  accessToken: z.string(),
  /** Seconds. */
  expiresIn: z.int(),
  refreshToken,
  sessionId: z.uuid(),
});
export type TokenAnswer = z.infer<typeof tokenAnswer>;

/** `mode: cookie`: the session is in the cookie, and no token leaves the server. */
export const cookieAnswer = z.strictObject({ sessionId: z.uuid(), expiresAt: isoTime });
export const loginAnswer = z.union([tokenAnswer, cookieAnswer]);

export const me = z.strictObject({
  userId,
  email: emailText,
  name: z.string(),
  organisation: z.optional(z.string()),
  status: userStatus,
  roles: z.array(roleName),
  groups: z.array(z.string()),
  /** Sessions that are open now. */
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
  ip: z.optional(z.string()),
  userAgent: z.optional(z.string()),
  /** The one of this request. */
  current: z.boolean(),
});
export type Session = z.infer<typeof session>;
export const sessionPage = z.strictObject({ items: z.array(session), nextCursor: z.optional(z.string()) });
export const sessionPath = z.strictObject({ sessionId: z.uuid() });
export const mySessionsQuery = pageQuery(100);
export const userSessionsQuery = z.extend(pageQuery(100), { userId });
