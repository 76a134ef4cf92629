import type { AuthenticationMethod } from '../../../contracts/authentication.ts';
import type { Actor } from '../../../contracts/events/define-event.ts';
import { SESSION_SECONDS, type SessionMode } from '../../../contracts/sessions.ts';
import type { WriteAction } from '../../platform/aws/dynamo.ts';
import type { AccessToken, PoolTokens } from '../user-pool/sign-in.ts';
import type { EnvelopeEncryption } from './envelope-encryption.ts';
import type { SessionItem } from './session.ts';
import { newCookieValue, originJtiOf, sessionIdOfCookie, sessionIdOfSignIn, signRefreshToken } from './session.ts';

export interface NewSession {
  readonly userId: string;
  readonly method: AuthenticationMethod;
  readonly mode: SessionMode;
  readonly tokens: PoolTokens;
  readonly actor: Actor;
  /** When the user asked to sign in. */
  readonly at: Date;
}

export interface CookieCredentials {
  readonly mode: 'cookie';
  readonly sessionId: string;
  readonly endsAt: string;
  readonly cookieValue: string;
  /** How long the browser keeps the cookie. */
  readonly maxAgeSeconds: number;
}

export interface TokenCredentials extends PoolTokens {
  readonly mode: 'token';
  readonly sessionId: string;
}

/** What the client authenticates its next requests with. */
export type SessionCredentials = CookieCredentials | TokenCredentials;

/** A session that exists once `action` is written, together with its events; only then may `credentials` be sent. */
export interface CreatedSession {
  readonly sessionId: string;
  readonly action: WriteAction;
  readonly credentials: SessionCredentials;
}

export interface CreateSessionDependencies {
  readonly encryption: EnvelopeEncryption;
  readonly sessionsTable: string;
}

/** Prepares the session of an authenticated user. Throws what KMS throws. */
export type CreateSession = (session: NewSession) => Promise<CreatedSession>;

// A token of the session must not outlive its record: without a record it would be valid again. Cognito's live for a day at most.
const DAY_SECONDS = 24 * 60 * 60;

const after = (at: Date, seconds: number): string => new Date(at.getTime() + seconds * 1000).toISOString();

/** Credentials in tokens, with the refresh token of this generation. */
export async function tokenCredentials(
  encryption: EnvelopeEncryption,
  { sessionId, sealed }: Pick<SessionItem, 'sessionId' | 'sealed'>,
  generation: number,
  { accessToken, expiresIn }: AccessToken,
): Promise<TokenCredentials> {
  if (sealed === undefined) throw new Error(`session ${sessionId} has no secret to sign under`);
  const refreshToken = await signRefreshToken(encryption, { sessionId, generation }, sealed);
  return { mode: 'token', sessionId, accessToken, expiresIn, refreshToken };
}

export function createSession({ encryption, sessionsTable }: CreateSessionDependencies): CreateSession {
  async function itemOf(sessionId: string, session: NewSession): Promise<SessionItem> {
    const { userId, mode, method, tokens, actor, at } = session;
    const endsAt = after(at, SESSION_SECONDS);
    return {
      sessionId,
      userId,
      mode,
      method,
      createdAt: at.toISOString(),
      lastSeenAt: at.toISOString(),
      endsAt,
      ...(actor.ip ? { ip: actor.ip } : {}),
      ...(actor.userAgent ? { userAgent: actor.userAgent } : {}),
      refreshGeneration: 1,
      sealed: await encryption.encrypt(tokens.refreshToken, sessionId),
      expiresAt: Math.floor(Date.parse(endsAt) / 1000) + DAY_SECONDS,
    };
  }

  const actionOf = (Item: SessionItem): WriteAction => ({
    Put: { TableName: sessionsTable, Item: { ...Item }, ConditionExpression: 'attribute_not_exists(sessionId)' },
  });

  async function createWithCookie(session: NewSession): Promise<CreatedSession> {
    const cookieValue = newCookieValue();
    const sessionId = sessionIdOfCookie(cookieValue);
    const item = await itemOf(sessionId, session);
    const { endsAt } = item;
    const credentials = { mode: 'cookie', sessionId, endsAt, cookieValue, maxAgeSeconds: SESSION_SECONDS } as const;
    return { sessionId, action: actionOf(item), credentials };
  }

  async function createWithTokens(session: NewSession): Promise<CreatedSession> {
    const sessionId = sessionIdOfSignIn(originJtiOf(session.tokens.accessToken));
    const item = await itemOf(sessionId, session);
    const credentials = await tokenCredentials(encryption, item, item.refreshGeneration, session.tokens);
    return { sessionId, action: actionOf(item), credentials };
  }

  return (session) => (session.mode === 'cookie' ? createWithCookie(session) : createWithTokens(session));
}
