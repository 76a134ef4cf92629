import { removeAuthorizationActions } from '../domain/authorization/grants.ts';
import { removeLinks } from '../domain/external-links.ts';
import { markRegistration, type Subject } from './registration-mark.ts';
import type { AccountTables, GuardedAction } from './store.ts';

/** Takes every role away, if the registration is at rest and an enabled admin stays. */
function revoke(tables: AccountTables, { account, held }: Subject): readonly GuardedAction[] {
  return removeAuthorizationActions(tables.access, account.userId, held).map((action) => ({
    guard: action.Update === undefined ? 'changed' : 'last_admin',
    action,
  }));
}

/** The first half of a deletion: no grants any more, and a mark that the rest follows. */
export const startDeletionActions = (tables: AccountTables, subject: Subject): readonly GuardedAction[] => [
  ...revoke(tables, subject),
  markRegistration(tables, subject, 'delete', 'userDeletionStartedAt'),
  {
    guard: 'changed',
    action: {
      Update: {
        TableName: tables.users,
        Key: { userId: subject.account.userId },
        UpdateExpression: 'SET deletionStartedAt = if_not_exists(deletionStartedAt, :at)',
        ConditionExpression: 'attribute_exists(userId)',
        ExpressionAttributeValues: { ':at': subject.at.toISOString() },
      },
    },
  },
];

/** Since the first half nobody links her any more, so these are all of them. */
function unlink(tables: AccountTables, { account }: Subject): readonly GuardedAction[] {
  const { userId, externalIdentities } = account;
  return removeLinks(tables.registrations, userId, externalIdentities).map((action) => ({ guard: 'changed', action }));
}

/** The second half: the profile, the e-mail lock, external identities, and grants that somebody gave in between. */
export const finishDeletionActions = (tables: AccountTables, subject: Subject): readonly GuardedAction[] => [
  ...revoke(tables, subject),
  markRegistration(tables, subject, 'delete', 'userDeletedAt'),
  ...unlink(tables, subject),
  {
    guard: 'changed',
    action: {
      Delete: {
        TableName: tables.registrations,
        Key: { pk: `EMAIL#${subject.account.email}` },
        ConditionExpression: 'attribute_not_exists(pk) OR registrationId = :id',
        ExpressionAttributeValues: { ':id': subject.account.registrationId },
      },
    },
  },
  {
    guard: 'changed',
    action: {
      Delete: {
        TableName: tables.users,
        Key: { userId: subject.account.userId },
        ConditionExpression: 'attribute_exists(userId)',
      },
    },
  },
];
