import type { AuthenticationMethod } from '../../../contracts/authentication.ts';
import { IDLE_SECONDS, type SessionEndReason, type SessionMode } from '../../../contracts/sessions.ts';
import type { Authorization } from '../authorization/authorization.ts';
import type { EncryptedSecret } from './envelope-encryption.ts';

/** A session, key sessionId. Nothing in it authenticates a request: see credentials.ts and docs/adr/0016. */
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
