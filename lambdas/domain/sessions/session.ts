import type { AuthenticationMethod } from '../../../contracts/authentication.ts';
import { IDLE_SECONDS, type SessionEndReason, type SessionMode } from '../../../contracts/sessions.ts';
import type { Authorization } from '../authorization/authorization.ts';
import type { Sealed } from './vault.ts';

/** A session, key sessionId. Nothing in it lets anybody in: see credentials.ts and docs/adr/0016. */
export interface SessionItem {
  readonly sessionId: string;
  readonly userId: string;
  readonly mode: SessionMode;
  readonly method: AuthenticationMethod;
  /** When she asked to be let in, so before her password was looked at: a password that is changed meanwhile voids the session. */
  readonly createdAt: string;
  /** A minute late at most. */
  readonly lastSeenAt: string;
  readonly endsAt: string;
  readonly ip?: string;
  readonly userAgent?: string;
  /** Counts the refresh tokens that were given; only the last one is good. */
  readonly refreshGeneration: number;
  /** The pool's refresh token; gone when the session is revoked. */
  readonly sealed?: Sealed;
  readonly revokedAt?: string;
  readonly reason?: SessionEndReason;
  /** Epoch seconds; DynamoDB's TTL. */
  readonly expiresAt: number;
}

type Ends = Pick<SessionItem, 'createdAt' | 'lastSeenAt' | 'endsAt' | 'revokedAt'>;

/** How long a browser keeps the cookie: whether the session idles meanwhile is decided here, not there. */
export const secondsUntil = (endsAt: string, now: Date): number =>
  Math.floor((Date.parse(endsAt) - now.getTime()) / 1000);

/** After how many seconds without a request the session is over; 0 or less: it is. */
export const secondsLeft = ({ lastSeenAt, endsAt }: Pick<Ends, 'lastSeenAt' | 'endsAt'>, now: Date): number =>
  Math.floor((Math.min(Date.parse(endsAt), Date.parse(lastSeenAt) + IDLE_SECONDS * 1000) - now.getTime()) / 1000);

/** Whether a session lets its user in: by itself, and by what stands in her authorization. A time that cannot be read does not. */
export function isOpen(session: Ends, held: Authorization | undefined, now: Date): boolean {
  if (session.revokedAt !== undefined || held === undefined || held.disabled === true) return false;
  const { signedOutAt } = held;
  const isOlder = signedOutAt !== undefined && !(Date.parse(session.createdAt) > Date.parse(signedOutAt));
  return !isOlder && secondsLeft(session, now) > 0;
}
