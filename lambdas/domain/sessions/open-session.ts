import type { cookieAnswer, TokenAnswer } from '../../../contracts/api/sessions.ts';
import type { AuthenticationMethod } from '../../../contracts/authentication.ts';
import type { Actor } from '../../../contracts/events/define-event.ts';
import { SESSION_SECONDS, type SessionMode } from '../../../contracts/sessions.ts';
import type { ApiAnswer } from '../../platform/api/answer.ts';
import { cookieText } from '../../platform/api/cookie.ts';
import type { WriteAction } from '../../platform/aws/transaction.ts';
import { newCookieValue, originJtiOf, sessionIdOfCookie, sessionIdOfSignIn } from './credentials.ts';
import { refreshTokenOf } from './refresh-token.ts';
import type { SessionItem } from './session.ts';
import type { Vault } from './vault.ts';

/** What the pool gives who proved who she is. */
export interface PoolTokens {
  readonly accessToken: string;
  readonly refreshToken: string;
  /** Seconds. */
  readonly expiresIn: number;
}

/** Who comes in, how, and when she asked to. */
export interface NewSession {
  readonly userId: string;
  readonly method: AuthenticationMethod;
  readonly mode: SessionMode;
  readonly tokens: PoolTokens;
  readonly actor: Actor;
  readonly at: Date;
}

/** A session that is there once `action` is written, together with the events that tell it; then, and not before, `answer` may go out. */
export interface OpenedSession {
  readonly sessionId: string;
  readonly action: WriteAction;
  readonly answer: ApiAnswer;
}

export interface OpeningDependencies {
  readonly vault: Vault;
  readonly sessionsTable: string;
  /** The environment's SESSION_COOKIE. */
  readonly cookieName: string;
}

// A token of the session must not outlive its record: without one it would count again. Cognito's live for a day at most.
const DAY_SECONDS = 24 * 60 * 60;

const after = (at: Date, seconds: number): string => new Date(at.getTime() + seconds * 1000).toISOString();

async function itemOf(vault: Vault, sessionId: string, opening: NewSession): Promise<SessionItem> {
  const { userId, mode, method, tokens, actor, at } = opening;
  const { ip, userAgent } = actor;
  const endsAt = after(at, SESSION_SECONDS);
  return {
    sessionId,
    userId,
    mode,
    method,
    createdAt: at.toISOString(),
    lastSeenAt: at.toISOString(),
    endsAt,
    ...(ip ? { ip } : {}),
    ...(userAgent ? { userAgent } : {}),
    refreshGeneration: 1,
    sealed: await vault.seal(tokens.refreshToken, sessionId),
    expiresAt: Math.floor(Date.parse(endsAt) / 1000) + DAY_SECONDS,
  };
}

/** The answer of a session in a cookie; `maxAgeSeconds` is how long the browser keeps it. */
export function inCookie(
  deps: Pick<OpeningDependencies, 'cookieName'>,
  session: Pick<SessionItem, 'sessionId' | 'endsAt'>,
  value: string,
  maxAgeSeconds: number,
): ApiAnswer {
  const body: typeof cookieAnswer._zod.output = { sessionId: session.sessionId, expiresAt: session.endsAt };
  return { status: 200, body, cookies: [cookieText(deps.cookieName, value, maxAgeSeconds)] };
}

/** The answer of a session in tokens, with the refresh token of this generation. */
export async function inTokens(
  vault: Vault,
  { sessionId, sealed }: Pick<SessionItem, 'sessionId' | 'sealed'>,
  generation: number,
  { accessToken, expiresIn }: Omit<PoolTokens, 'refreshToken'>,
): Promise<ApiAnswer> {
  if (sealed === undefined) throw new Error(`session ${sessionId} keeps nothing to sign under`);
  const refreshToken = await refreshTokenOf(vault, { sessionId, generation }, sealed);
  const body: TokenAnswer = { tokenType: 'Bearer', accessToken, expiresIn, refreshToken, sessionId };
  return { status: 200, body };
}

/** Opens a session for who has proved who she is. Throws what the pool's or KMS's silence throws. */
export function openSession(deps: OpeningDependencies): (opening: NewSession) => Promise<OpenedSession> {
  const { vault, sessionsTable } = deps;
  const put = (Item: SessionItem): WriteAction => ({
    Put: { TableName: sessionsTable, Item: { ...Item }, ConditionExpression: 'attribute_not_exists(sessionId)' },
  });

  return async (opening) => {
    const value = newCookieValue();
    const byCookie = opening.mode === 'cookie';
    const sessionId = byCookie ? sessionIdOfCookie(value) : sessionIdOfSignIn(originJtiOf(opening.tokens.accessToken));
    const session = await itemOf(vault, sessionId, opening);
    const answer = byCookie
      ? inCookie(deps, session, value, SESSION_SECONDS)
      : await inTokens(vault, session, session.refreshGeneration, opening.tokens);
    return { sessionId, action: put(session), answer };
  };
}
