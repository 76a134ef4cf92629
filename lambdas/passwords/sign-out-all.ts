import type { SessionEndReason } from '../../contracts/sessions.ts';
import type { Authorization, ReadAuthorization } from '../domain/authorization/authorization.ts';
import { allSessionsRevoked, endAllSessionsAction } from '../domain/sessions/end-sessions.ts';
import { countActiveSessions, type ListActiveSessions } from '../domain/sessions/store.ts';
import type { WriteAction } from '../platform/aws/dynamo.ts';
import type { JournalEntry } from '../platform/events/journal.ts';
import { CHANGED, retryUntilUnchanged } from '../platform/retry.ts';
import type { Clock } from '../platform/runtime.ts';

/** The end of all sessions at `at`, to be written together with the new password. */
export interface SignOut {
  readonly at: Date;
  readonly actions: readonly WriteAction[];
  readonly entries: readonly JournalEntry[];
}

/** Ends all sessions of a user by `write`, and again where the user was signed out meanwhile: `write` returns false then. */
export type SignOutAll = (
  userId: string,
  reason: SessionEndReason,
  at: Date,
  write: (signOut: SignOut) => Promise<boolean>,
) => Promise<void>;

interface SignOutDependencies {
  readonly accessTable: string;
  readonly authorizationOf: ReadAuthorization;
  readonly list: ListActiveSessions;
  readonly clock: Clock;
}

/** Not before the last stored sign-out, which must not be undone. */
const latest = (at: Date, now: Date, signedOutAt: Authorization['signedOutAt']): Date =>
  new Date(Math.max(at.getTime(), now.getTime(), signedOutAt === undefined ? 0 : Date.parse(signedOutAt)));

export function signOutAll({ accessTable, authorizationOf, list, clock }: SignOutDependencies): SignOutAll {
  return async (userId, reason, from, write) => {
    await retryUntilUnchanged(async () => {
      const authorization = await authorizationOf(userId);
      const at = latest(from, clock(), authorization?.signedOutAt);
      const count = await countActiveSessions(list, userId, at);
      // Without an authorization (the roles are still pending) the user has no active session to end.
      const actions = authorization ? [endAllSessionsAction(accessTable, userId, at)] : [];
      const isWritten = await write({ at, actions, entries: [allSessionsRevoked(userId, count, reason)] });
      return isWritten ? undefined : CHANGED;
    });
  };
}
