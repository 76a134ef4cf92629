import { userDeletedV1 } from '../../contracts/events/user-deleted.v1.ts';
import type { Clock } from '../platform/clock.ts';
import { Refusal } from '../platform/errors.ts';
import { journalEntry, nextEventTime } from '../platform/events/journal.ts';
import { errorFields, logger } from '../platform/observability/logger.ts';
import { type Accounts, type Cause, changeAccount, type Planner } from './change.ts';
import { finishDeletionActions, startDeletionActions } from './deletion-actions.ts';
import { keptAdminEntries, revokedEntries } from './revocation-events.ts';
import { deletionIncomplete, noSuchUser, providerSilent } from './rules.ts';

/** Asks before anything is written: when the pool does not answer now, nothing is. */
async function expectPool({ pool }: Accounts, userId: string): Promise<void> {
  try {
    await pool.exists(userId);
  } catch (error) {
    logger.error('the pool did not say whether the user exists', { userId, ...errorFields(error) });
    throw providerSilent('Nothing was changed.');
  }
}

/** Runs one of the steps behind the point of no return; what fails there is told as that. */
async function finishing<T>(userId: string, left: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    logger.error('a deletion stopped half-way', { userId, left, ...errorFields(error) });
    throw deletionIncomplete(left);
  }
}

async function removeProfile(accounts: Accounts, userId: string, cause: Cause): Promise<void> {
  const finish: Planner = (subject) => ({
    actions: finishDeletionActions(accounts.tables, subject),
    entries: [
      ...revokedEntries(subject, cause.actor.id),
      journalEntry(userDeletedV1, 'deleted', { userId, email: subject.account.email }),
    ],
  });
  try {
    await changeAccount(accounts, userId, cause, finish);
  } catch (error) {
    // A second request for the same user was faster: that is what this one wanted, too.
    if (!(error instanceof Refusal && error.type === 'not_found')) throw error;
  }
}

/** The present, but not before what was told last: what follows is told behind it. */
const notBefore =
  (clock: Clock, time: Date): Clock =>
  () =>
    new Date(Math.max(clock().getTime(), time.getTime()));

/**
 * Deletes a user: the grants first, so that she can do nothing any more whatever fails next; then the
 * identity; then the profile, the e-mail lock and the record's mark with UserDeleted. Each step finds out
 * what an earlier request has done already, so the same request goes on where it stopped.
 */
export async function deleteUser(accounts: Accounts, userId: string, cause: Cause): Promise<void> {
  const { store, pool, tables } = accounts;
  const by = cause.actor.id;
  if ((await store.find(userId)) === undefined) throw noSuchUser();
  await expectPool(accounts, userId);

  let toldUntil = new Date(0);
  await changeAccount(accounts, userId, cause, (subject) => {
    const entries = revokedEntries(subject, by);
    toldUntil = nextEventTime(subject.at, entries);
    return {
      actions: startDeletionActions(tables, subject),
      entries,
      entriesWhenLastAdmin: keptAdminEntries(subject, by),
    };
  });
  // Also when the pool did not show her: its reads may be old, and removing nobody is no error.
  await finishing(userId, 'the identity provider did not delete the user', () => pool.remove(userId));
  await finishing(userId, 'the profile could not be removed', () =>
    removeProfile({ ...accounts, clock: notBefore(accounts.clock, toldUntil) }, userId, cause),
  );
}
