import * as events from '../../contracts/events/definitions.ts';

import { authorizationKey } from '../domain/authorization/authorization.ts';
import { ADMIN_ROLE, countAdmin, unchanged } from '../domain/authorization/grants.ts';
import { unavailable } from '../platform/errors.ts';
import { journalEntry } from '../platform/events/journal.ts';
import { errorFields, logger } from '../platform/observability/logger.ts';
import { CHANGED, retryUntilUnchanged } from '../platform/retry.ts';
import type { AccountDependencies, Cause, Subject } from './change-account.ts';
import { changeAccount, findAccount, markRegistration } from './change-account.ts';
import { deletionStarted, registrationUnfinished, userNotFound } from './rules.ts';
import type { Account, AccountTables, GuardedAction } from './store.ts';

const ACCOUNT_MARK = 'accountChangedAt';

/**
 * Sets or clears `disabled` beside the roles, so that one read returns both; enabling keeps the roles as they are.
 * Earlier tokens stay void after the user is enabled again: who disabled the user meant those, too.
 */
function setDisabledInAuthorization(
  tables: AccountTables,
  { account, authorization, at }: Subject,
  disabled: boolean,
): readonly GuardedAction[] {
  const condition = unchanged(authorization);
  const isAdmin = authorization?.roles?.has(ADMIN_ROLE) === true;
  return [
    ...(isAdmin ? [{ guard: 'last_admin' as const, action: countAdmin(tables.access, disabled ? -1 : 1) }] : []),
    {
      guard: 'changed',
      action: {
        Update: {
          TableName: tables.access,
          Key: authorizationKey(account.userId),
          ...condition,
          UpdateExpression: `SET disabled = :disabled${disabled ? ', signedOutAt = :at' : ''} ADD #version :one`,
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: {
            ...condition.ExpressionAttributeValues,
            ...(disabled ? { ':at': at.toISOString() } : {}),
            ':disabled': disabled,
            ':one': 1,
          },
        },
      },
    },
  ];
}

function setDisabledActions(tables: AccountTables, subject: Subject, disabled: boolean): readonly GuardedAction[] {
  const { userId, status, statusBeforeDisabled } = subject.account;
  return [
    ...setDisabledInAuthorization(tables, subject, disabled),
    markRegistration(tables, subject, disabled ? 'disable' : 'enable', ACCOUNT_MARK),
    {
      guard: 'changed',
      action: {
        Update: {
          TableName: tables.users,
          Key: { userId },
          UpdateExpression: disabled
            ? 'SET #status = :after, statusBeforeDisabled = :before'
            : 'SET #status = :after REMOVE statusBeforeDisabled',
          ConditionExpression: '#status = :before AND attribute_not_exists(deletionStartedAt)',
          ExpressionAttributeNames: { '#status': 'status' },
          ExpressionAttributeValues: { ':before': status, ':after': disabled ? 'disabled' : statusBeforeDisabled },
        },
      },
    },
  ];
}

async function callPool<T>(userId: string, consequence: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    logger.error('the user pool did not change the user', { userId, ...errorFields(error) });
    throw unavailable('The identity provider', consequence);
  }
}

function refuseDeleted({ deletionStartedAt }: Account): void {
  if (deletionStartedAt !== undefined) throw deletionStarted();
}

/**
 * Makes the pool match the store, then reads the store again: of two concurrent requests, one to disable and one to
 * enable, the slower would otherwise leave its own result in the pool. Returns the user after that.
 */
async function updatePool(deps: AccountDependencies, userId: string, consequence: string): Promise<Account> {
  const { pool } = deps;
  return retryUntilUnchanged(async () => {
    const isDisabled = (await findAccount(deps, userId)).status === 'disabled';
    await callPool(userId, consequence, async () => {
      if (!isDisabled) return pool.enable(userId);
      await pool.disable(userId);
      await pool.signOut(userId);
    });
    const account = await findAccount(deps, userId);
    return (account.status === 'disabled') === isDisabled ? account : CHANGED;
  });
}

/**
 * Revokes all access, in the store first: the next request with a valid token is refused. A repeated request writes
 * nothing and updates the pool again, so it also completes what an unavailable pool left undone.
 */
export async function disableUser(deps: AccountDependencies, userId: string, cause: Cause): Promise<Account> {
  await changeAccount(deps, userId, cause, (subject) => {
    refuseDeleted(subject.account);
    const { status, email } = subject.account;
    if (status === 'disabled') return undefined;
    return {
      actions: setDisabledActions(deps.tables, subject, true),
      entries: [journalEntry(events.userDisabledV1, 'disabled', { userId, email })],
    };
  });
  return updatePool(deps, userId, 'The user has no access any more, but may still be able to sign in');
}

async function enableInPool({ pool }: AccountDependencies, account: Account): Promise<void> {
  const { userId, status, statusBeforeDisabled, registrationId } = account;
  if (status !== 'disabled') return;
  // Not disabled by disableUser, but by the registration.
  if (statusBeforeDisabled === undefined) throw registrationUnfinished(registrationId);
  const exists = await callPool(userId, 'Nothing was changed', () => pool.enable(userId));
  if (!exists) throw userNotFound();
}

/** Restores the access, in the store last: UserEnabled is journaled only after the pool has enabled the user. */
export async function enableUser(deps: AccountDependencies, userId: string, cause: Cause): Promise<Account> {
  const { tables } = deps;
  const before = await findAccount(deps, userId);
  refuseDeleted(before);
  await enableInPool(deps, before);
  await changeAccount(deps, userId, cause, (subject) => {
    const { status, email } = subject.account;
    // Nothing to change, but the registration's workflow must not be working on the user: it may disable them.
    if (status !== 'disabled')
      return { actions: [markRegistration(tables, subject, 'enable', ACCOUNT_MARK)], entries: [] };
    return {
      actions: setDisabledActions(tables, subject, false),
      entries: [journalEntry(events.userEnabledV1, 'enabled', { userId, email })],
    };
  });
  return updatePool(deps, userId, 'The user has access again, but may not be able to sign in yet');
}
