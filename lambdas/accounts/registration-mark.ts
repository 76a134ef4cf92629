import type { Authorization } from '../platform/grants.ts';
import type { Account } from './account.ts';
import { type AccountChange, restingStates } from './rules.ts';
import type { AccountTables, GuardedAction } from './store.ts';

/** What is changed: the user's item and grants as they were read, and when it is. */
export interface Subject {
  readonly account: Account;
  readonly held: Authorization | undefined;
  readonly at: Date;
}

/** Marks the registration's record, which must be at rest: its workflow works on the user otherwise. */
export function markRegistration(
  tables: AccountTables,
  { account, at }: Subject,
  change: AccountChange,
  mark: string,
): GuardedAction {
  const states = restingStates[change];
  return {
    guard: 'registration_unfinished',
    action: {
      Update: {
        TableName: tables.registrations,
        Key: { pk: `REGISTRATION#${account.registrationId}` },
        // A deleted user's roles are nobody's to complete: the record leaves the sweeper's list.
        UpdateExpression: change === 'delete' ? 'SET #mark = :at REMOVE dueList, dueAt' : 'SET #mark = :at',
        ConditionExpression: `#state IN (${states.map((_, index) => `:state${index}`).join(', ')})`,
        ExpressionAttributeNames: { '#state': 'state', '#mark': mark },
        ExpressionAttributeValues: {
          ':at': at.toISOString(),
          ...Object.fromEntries(states.map((state, index) => [`:state${index}`, state])),
        },
      },
    },
  };
}
