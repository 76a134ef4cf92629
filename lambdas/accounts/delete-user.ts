import * as events from '../../contracts/events/definitions.ts';
import { USER_DELETED } from '../../contracts/registration.ts';
import { ADMIN_ROLE, removeAuthorizationActions } from '../domain/authorization/grants.ts';
import { roleEvents } from '../domain/authorization/role-events.ts';
import { removeLinks } from '../domain/external-links.ts';
import { emailLockKey } from '../domain/registration/record.ts';
import { Refusal, unavailable } from '../platform/errors.ts';
import { type JournalEntry, journalEntry, nextEventTime } from '../platform/events/journal.ts';
import { errorFields, logger } from '../platform/observability/logger.ts';
import type { Clock } from '../platform/runtime.ts';
import type { AccountDependencies, Cause, Subject } from './change-account.ts';
import { changeAccount, findAccount, markRegistration } from './change-account.ts';
import { deletionIncomplete } from './rules.ts';
import type { AccountTables, GuardedAction } from './store.ts';

/** One attempt and one success for each role that the user holds. */
const revokedEntries = ({ account, authorization }: Subject, revokedBy: string): readonly JournalEntry[] =>
  [...(authorization?.roles ?? [])].sort().flatMap((role) => {
    const ofRole = roleEvents(account.userId, role, revokedBy);
    return [ofRole.revocationAttempted(USER_DELETED), ofRole.revocationSucceeded(USER_DELETED)];
  });

/** The last admin keeps the role, and with it all others: only the admin role has an event. */
function lastAdminEntries({ account }: Subject, revokedBy: string): readonly JournalEntry[] {
  const ofRole = roleEvents(account.userId, ADMIN_ROLE, revokedBy);
  return [ofRole.revocationAttempted(USER_DELETED), ofRole.revocationFailed('last_admin')];
}

const revokeRoles = (tables: AccountTables, { account, authorization }: Subject): readonly GuardedAction[] =>
  removeAuthorizationActions(tables.access, account.userId, authorization).map((action) => ({
    guard: action.Update === undefined ? 'changed' : 'last_admin',
    action,
  }));

const whileUnchanged = (action: GuardedAction['action']): GuardedAction => ({ guard: 'changed', action });

/** First transaction: deletes the grants and marks that the rest follows. */
const startActions = (tables: AccountTables, subject: Subject): readonly GuardedAction[] => [
  ...revokeRoles(tables, subject),
  markRegistration(tables, subject, 'delete', 'userDeletionStartedAt'),
  whileUnchanged({
    Update: {
      TableName: tables.users,
      Key: { userId: subject.account.userId },
      UpdateExpression: 'SET deletionStartedAt = if_not_exists(deletionStartedAt, :at)',
      ConditionExpression: 'attribute_exists(userId)',
      ExpressionAttributeValues: { ':at': subject.at.toISOString() },
    },
  }),
];

/**
 * Second transaction: deletes the profile, the e-mail lock, the external identities, and grants that were created
 * since the first one. No external identity can have been added since.
 */
function finishActions(tables: AccountTables, subject: Subject): readonly GuardedAction[] {
  const { userId, email, registrationId, externalIdentities } = subject.account;
  return [
    ...revokeRoles(tables, subject),
    markRegistration(tables, subject, 'delete', 'userDeletedAt'),
    ...removeLinks(tables.registrations, userId, externalIdentities).map(whileUnchanged),
    whileUnchanged({
      Delete: {
        TableName: tables.registrations,
        Key: emailLockKey(email),
        ConditionExpression: 'attribute_not_exists(pk) OR registrationId = :id',
        ExpressionAttributeValues: { ':id': registrationId },
      },
    }),
    whileUnchanged({
      Delete: { TableName: tables.users, Key: { userId }, ConditionExpression: 'attribute_exists(userId)' },
    }),
  ];
}

/** Called before anything is written: while the pool does not answer, nothing is changed. */
async function expectPool({ pool }: AccountDependencies, userId: string): Promise<void> {
  try {
    await pool.exists(userId);
  } catch (error) {
    logger.error('the user pool did not answer whether the user exists', { userId, ...errorFields(error) });
    throw unavailable('The identity provider');
  }
}

/** Runs a step after the grants are deleted; its failure is answered as deletion_incomplete. */
async function completeStep<T>(userId: string, problem: string, step: () => Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    logger.error('a deletion is incomplete', { userId, problem, ...errorFields(error) });
    throw deletionIncomplete(problem);
  }
}

async function finishDeletion(deps: AccountDependencies, userId: string, cause: Cause): Promise<void> {
  try {
    await changeAccount(deps, userId, cause, (subject) => ({
      actions: finishActions(deps.tables, subject),
      entries: [
        ...revokedEntries(subject, cause.actor.id),
        journalEntry(events.userDeletedV1, 'deleted', { userId, email: subject.account.email }),
      ],
    }));
  } catch (error) {
    // A concurrent request has deleted the user, which is what this one wanted.
    if (!(error instanceof Refusal && error.type === 'not_found')) throw error;
  }
}

const notBefore =
  (clock: Clock, time: Date): Clock =>
  () =>
    new Date(Math.max(clock().getTime(), time.getTime()));

/**
 * Deletes a user in three steps: the grants, so that the user has no access whatever fails next; the identity in the
 * pool; the profile and the e-mail lock, with UserDeleted. Each step finds what an earlier request has done already,
 * so the same request continues where it stopped.
 */
export async function deleteUser(deps: AccountDependencies, userId: string, cause: Cause): Promise<void> {
  const { pool, tables, clock } = deps;
  const revokedBy = cause.actor.id;
  await findAccount(deps, userId);
  await expectPool(deps, userId);

  let nextEventAt = new Date(0);
  await changeAccount(deps, userId, cause, (subject) => {
    const entries = revokedEntries(subject, revokedBy);
    nextEventAt = nextEventTime(subject.at, entries);
    const entriesWhenLastAdmin = lastAdminEntries(subject, revokedBy);
    return { actions: startActions(tables, subject), entries, entriesWhenLastAdmin };
  });
  // Also when the pool did not show the user: its reads may be stale, and removing a missing user is no error.
  await completeStep(userId, 'the identity provider did not delete the user', () => pool.remove(userId));
  // UserDeleted sorts after the revocations, each of which is a millisecond after the one before.
  const inOrder = { ...deps, clock: notBefore(clock, nextEventAt) };
  await completeStep(userId, 'the profile could not be deleted', () => finishDeletion(inOrder, userId, cause));
}
