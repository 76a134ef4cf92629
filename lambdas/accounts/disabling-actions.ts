import { type Authorization, authorizationKey } from '../domain/authorization/authorization.ts';
import { ADMIN_ROLE, countAdmin, unchanged } from '../domain/authorization/grants.ts';
import { markRegistration, type Subject } from './registration-mark.ts';
import type { AccountTables, GuardedAction } from './store.ts';

const countsAsAdmin = (held: Authorization | undefined) => held?.roles?.has(ADMIN_ROLE) === true;

/**
 * `disabled` stands beside the roles, so that one read tells both; enabling keeps the roles as they are. Tokens of
 * before stay void when she is enabled again: whoever locked her out meant those, too.
 */
function setDisabled(
  tables: AccountTables,
  { account, held, at }: Subject,
  disabled: boolean,
): readonly GuardedAction[] {
  const condition = unchanged(held);
  const count = countsAsAdmin(held)
    ? [{ guard: 'last_admin' as const, action: countAdmin(tables.access, disabled ? -1 : 1) }]
    : [];
  return [
    ...count,
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

export const disableActions = (tables: AccountTables, subject: Subject): readonly GuardedAction[] => [
  ...setDisabled(tables, subject, true),
  markRegistration(tables, subject, 'disable', 'accountChangedAt'),
  {
    guard: 'changed',
    action: {
      Update: {
        TableName: tables.users,
        Key: { userId: subject.account.userId },
        UpdateExpression: 'SET #status = :disabled, statusBeforeDisabled = :before',
        ConditionExpression: '#status = :before AND attribute_not_exists(deletionStartedAt)',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: { ':disabled': 'disabled', ':before': subject.account.status },
      },
    },
  },
];

export const enableActions = (tables: AccountTables, subject: Subject): readonly GuardedAction[] => [
  ...setDisabled(tables, subject, false),
  markRegistration(tables, subject, 'enable', 'accountChangedAt'),
  {
    guard: 'changed',
    action: {
      Update: {
        TableName: tables.users,
        Key: { userId: subject.account.userId },
        UpdateExpression: 'SET #status = :before REMOVE statusBeforeDisabled',
        ConditionExpression: '#status = :disabled AND attribute_not_exists(deletionStartedAt)',
        ExpressionAttributeNames: { '#status': 'status' },
        ExpressionAttributeValues: {
          ':disabled': 'disabled',
          ':before': subject.account.statusBeforeDisabled,
        },
      },
    },
  },
];

/** Of an enabled user, nothing changes; but a workflow that works on her may have locked her out. */
export const confirmEnabledActions = (tables: AccountTables, subject: Subject): readonly GuardedAction[] => [
  markRegistration(tables, subject, 'enable', 'accountChangedAt'),
];
