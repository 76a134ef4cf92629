import type { Authorization } from '../domain/authorization/authorization.ts';
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
        // Roles that are pending are due at once: the sweeper gives them their outcome. Records that are
        // not in its list (they have no dueList) do not enter it by that.
        UpdateExpression: change === 'delete' ? 'SET #mark = :at, dueAt = :at' : 'SET #mark = :at',
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
