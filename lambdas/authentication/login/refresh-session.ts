import type { Actor } from '../../../contracts/events/define-event.ts';
import type { ReadAuthorization } from '../../domain/authorization/authorization.ts';
import { sessionIdOfCookie } from '../../domain/sessions/credentials.ts';
import { inCookie, inTokens } from '../../domain/sessions/open-session.ts';
import { isOurs, type RefreshToken, readRefreshToken } from '../../domain/sessions/refresh-token.ts';
import type { RevokeSession } from '../../domain/sessions/revoke-session.ts';
import { isOpen, type SessionItem, secondsUntil } from '../../domain/sessions/session.ts';
import type { SessionStore } from '../../domain/sessions/store.ts';
import type { Vault } from '../../domain/sessions/vault.ts';
import type { SignIns } from '../../domain/user-pool/sign-in.ts';
import type { ApiAnswer } from '../../platform/api/answer.ts';
import type { Clock } from '../../platform/clock.ts';
import type { IdSource } from '../../platform/ids.ts';
import { loginRefused } from './rules.ts';

export interface RefreshDependencies {
  readonly sessions: Pick<SessionStore, 'find' | 'seen' | 'advance'>;
  readonly authorizationOf: ReadAuthorization;
  readonly pool: Pick<SignIns, 'byRefreshToken'>;
  readonly vault: Vault;
  readonly revoke: RevokeSession;
  readonly cookieName: string;
  readonly clock: Clock;
  readonly newId: IdSource;
}

/** By what a session is to be prolonged, and of which request. */
export interface Refresh {
  readonly actor: Actor;
  readonly correlationId: string;
  readonly requestId: string;
}

type Kept = SessionItem & Required<Pick<SessionItem, 'sealed'>>;

const keepsToken = (session: SessionItem): session is Kept => session.sealed !== undefined;

/** Prolongs a session, by its cookie or by its refresh token, which works once. Refuses with 401, whatever is wrong. */
export function refreshSession(deps: RefreshDependencies) {
  const { sessions, authorizationOf, pool, vault, revoke, cookieName, clock, newId } = deps;

  async function open(session: SessionItem | undefined, now: Date): Promise<boolean> {
    return session !== undefined && isOpen(session, await authorizationOf(session.userId), now);
  }

  async function byCookie(value: string): Promise<ApiAnswer> {
    const now = clock();
    const session = await sessions.find(sessionIdOfCookie(value));
    if (session === undefined || !(await open(session, now))) throw loginRefused();
    await sessions.seen(session, now);
    return inCookie({ cookieName }, session, value, secondsUntil(session.endsAt, now));
  }

  /** Somebody has a token that was used before: she or a thief, and nobody can tell which. */
  async function endFamily({ userId, sessionId }: SessionItem, refresh: Refresh, at: Date): Promise<never> {
    const { actor, correlationId, requestId } = refresh;
    const operation = { id: newId(), correlationId, causationId: requestId, actor: { ...actor, id: userId }, at };
    await revoke({ userId, sessionId }, 'refresh_token_reused', operation);
    throw loginRefused();
  }

  /** The session of a token that we made; undefined for any other, and then nothing changes. */
  async function sessionOf(token: RefreshToken, now: Date): Promise<Kept | undefined> {
    const session = await sessions.find(token.sessionId);
    if (session === undefined || !keepsToken(session) || !(await isOurs(vault, token, session.sealed)))
      return undefined;
    return (await open(session, now)) ? session : undefined;
  }

  /**
   * The pool is asked before the token is used up: when it does not answer, nothing has changed and the same token
   * is still good. Of several at once one advances; the others come with a used token.
   */
  async function byToken(text: string, refresh: Refresh): Promise<ApiAnswer> {
    const now = clock();
    const token = readRefreshToken(text);
    const session = token && (await sessionOf(token, now));
    if (token === undefined || session === undefined) throw loginRefused();
    if (token.generation !== session.refreshGeneration) return endFamily(session, refresh, now);
    const tokens = await pool.byRefreshToken(await vault.open(session.sealed, session.sessionId));
    if (tokens === undefined) throw loginRefused();
    const answer = await inTokens(vault, session, token.generation + 1, tokens);
    return (await sessions.advance(session.sessionId, token.generation, now))
      ? answer
      : endFamily(session, refresh, now);
  }

  return { byCookie, byToken };
}
