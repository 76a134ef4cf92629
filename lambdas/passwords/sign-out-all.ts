import type { SessionEndReason } from '../../contracts/sessions.ts';
import type { Authorization, ReadAuthorization } from '../domain/authorization/authorization.ts';
import { countOpenSessions, type ListOpenSessions } from '../domain/sessions/open-sessions.ts';
import { allRevoked, signOutAction } from '../domain/sessions/revoke-all-sessions.ts';
import type { WriteAction } from '../platform/aws/transaction.ts';
import type { Clock } from '../platform/clock.ts';
import type { JournalEntry } from '../platform/events/journal.ts';
import { CHANGED, retryUntilUnchanged } from '../platform/retry.ts';

/** The end of all sessions at `at`, to be written with what asks for it. */
export interface SigningOut {
  readonly at: Date;
  readonly actions: readonly WriteAction[];
  readonly entries: readonly JournalEntry[];
}

/** Has `write` end all sessions of a user, and again where she was signed out meanwhile: `write` answers false then. */
export type SignOutAll = (
  userId: string,
  reason: SessionEndReason,
  at: Date,
  write: (signingOut: SigningOut) => Promise<boolean>,
) => Promise<void>;

interface SignOutDependencies {
  readonly accessTable: string;
  readonly authorizationOf: ReadAuthorization;
  readonly list: ListOpenSessions;
  readonly clock: Clock;
}

/** After `at`, and not before she was signed out last, which must not be taken back. */
const latest = (at: Date, now: Date, { signedOutAt }: Pick<Authorization, 'signedOutAt'>): Date =>
  new Date(Math.max(at.getTime(), now.getTime(), signedOutAt === undefined ? 0 : Date.parse(signedOutAt)));

export function signOutAll({ accessTable, authorizationOf, list, clock }: SignOutDependencies): SignOutAll {
  return async (userId, reason, from, write) => {
    await retryUntilUnchanged(async () => {
      const held = await authorizationOf(userId);
      const at = latest(from, clock(), held ?? {});
      const count = await countOpenSessions(list, userId, at);
      // Without an authorization (her roles are still pending) nobody lets her in, and there is nothing to void.
      const actions = held ? [signOutAction(accessTable, userId, at)] : [];
      const written = await write({ at, actions, entries: [allRevoked(userId, count, reason)] });
      return written ? undefined : CHANGED;
    });
  };
}
