import { userDisabledV1 } from '../../contracts/events/user-disabled.v1.ts';
import { userEnabledV1 } from '../../contracts/events/user-enabled.v1.ts';
import { journalEntry } from '../platform/events/journal.ts';
import { errorFields, logger } from '../platform/observability/logger.ts';
import type { Account } from './account.ts';
import { type Accounts, type Cause, changeAccount } from './change.ts';
import { confirmEnabledActions, disableActions, enableActions } from './disabling-actions.ts';
import { busy, deletionStarted, noSuchUser, providerSilent, registrationUnfinished } from './rules.ts';

async function askPool<T>(userId: string, done: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    logger.error('the pool did not change the user', { userId, ...errorFields(error) });
    throw providerSilent(done);
  }
}

function refuseDeleted({ deletionStartedAt }: Account): void {
  if (deletionStartedAt !== undefined) throw deletionStarted();
}

async function present({ store }: Accounts, userId: string): Promise<Account> {
  const account = await store.find(userId);
  if (account === undefined) throw noSuchUser();
  return account;
}

const MAX_ATTEMPTS = 5;

/**
 * Has the pool do as the store says, and looks again: two requests that cross, one to disable and one to
 * enable, would leave the pool as the slower of them wanted it. The answer is the user as she is then.
 */
async function settlePool(accounts: Accounts, userId: string, done: string): Promise<Account> {
  const { pool } = accounts;
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const { status } = await present(accounts, userId);
    const disabled = status === 'disabled';
    await askPool(userId, done, async () => {
      if (!disabled) return pool.enable(userId);
      await pool.disable(userId);
      await pool.signOut(userId);
    });
    const after = await present(accounts, userId);
    if ((after.status === 'disabled') === disabled) return after;
  }
  throw busy();
}

/**
 * Takes all access away, in the store first: the next request with a token that lives is refused. Asking
 * again writes nothing and asks the pool again, so it also finishes what a silent pool left open.
 */
export async function disableUser(accounts: Accounts, userId: string, cause: Cause): Promise<Account> {
  const { tables } = accounts;
  await changeAccount(accounts, userId, cause, (subject) => {
    refuseDeleted(subject.account);
    if (subject.account.status === 'disabled') return undefined;
    const { email } = subject.account;
    return {
      actions: disableActions(tables, subject),
      entries: [journalEntry(userDisabledV1, 'disabled', { userId, email })],
    };
  });
  return settlePool(accounts, userId, 'The user has no access any more, but may still be able to sign in.');
}

async function enableInPool({ pool }: Accounts, account: Account): Promise<void> {
  const { userId, status, statusBeforeDisabled, registrationId } = account;
  if (status !== 'disabled') return;
  // Not by disableUser: only her registration knows why.
  if (statusBeforeDisabled === undefined) throw registrationUnfinished(registrationId);
  const known = await askPool(userId, 'Nothing was changed.', () => pool.enable(userId));
  if (!known) throw noSuchUser();
}

/** Gives the access back, in the store last: nothing is announced that the pool has not done. */
export async function enableUser(accounts: Accounts, userId: string, cause: Cause): Promise<Account> {
  const { tables } = accounts;
  const before = await present(accounts, userId);
  refuseDeleted(before);
  await enableInPool(accounts, before);
  await changeAccount(accounts, userId, cause, (subject) => {
    const { status, email } = subject.account;
    if (status !== 'disabled') return { actions: confirmEnabledActions(tables, subject), entries: [] };
    return {
      actions: enableActions(tables, subject),
      entries: [journalEntry(userEnabledV1, 'enabled', { userId, email })],
    };
  });
  return settlePool(accounts, userId, 'The user has her access again, but may not be able to sign in yet.');
}
