import type { Actor } from '../../contracts/events/define-event.ts';
import type { AccountPool } from '../domain/user-pool/accounts.ts';
import type { Clock } from '../platform/clock.ts';
import type { JournalEntry, Operation } from '../platform/events/journal.ts';
import type { IdSource } from '../platform/ids.ts';
import type { Account } from './account.ts';
import type { Subject } from './registration-mark.ts';
import { busy, lastAdmin, noSuchUser, registrationUnfinished } from './rules.ts';
import type { AccountStore, AccountTables, GuardedAction } from './store.ts';

export interface Accounts {
  readonly store: AccountStore;
  readonly pool: AccountPool;
  readonly tables: AccountTables;
  readonly clock: Clock;
  readonly ids: IdSource;
}

/** On whose behalf, and of which request. */
export interface Cause {
  readonly actor: Actor;
  readonly correlationId: string;
  readonly requestId: string;
}

export interface Plan {
  readonly actions: readonly GuardedAction[];
  readonly entries: readonly JournalEntry[];
  /** What the journal says instead when the last admin would go. */
  readonly entriesWhenLastAdmin?: readonly JournalEntry[];
}

/** What to write for the user as she is; undefined when there is nothing to do. */
export type Planner = (subject: Subject) => Plan | undefined;

// Each try reads again; five in a row lost to others is a queue, not a race.
const MAX_ATTEMPTS = 5;

const operationOf = ({ clock, ids }: Accounts, cause: Cause): Operation => ({
  id: ids(),
  correlationId: cause.correlationId,
  causationId: cause.requestId,
  actor: cause.actor,
  at: clock(),
});

/** One try: what was refused by whom, or the user as she was read. */
async function tryChange(accounts: Accounts, userId: string, operation: Operation, planner: Planner) {
  const { store } = accounts;
  const account = await store.find(userId);
  if (account === undefined) throw noSuchUser();
  const plan = planner({ account, held: await store.held(userId), at: operation.at });
  if (plan === undefined) return account;
  const refused = await store.write(plan.actions, operation, plan.entries);
  if (refused === 'registration_unfinished') throw registrationUnfinished(account.registrationId);
  if (refused !== 'last_admin') return refused ?? account;
  if (plan.entriesWhenLastAdmin) await store.write([], operation, plan.entriesWhenLastAdmin);
  throw lastAdmin();
}

/** Reads the user, writes what `planner` says, and answers the user as she was read; refuses by name. */
export async function changeAccount(
  accounts: Accounts,
  userId: string,
  cause: Cause,
  planner: Planner,
): Promise<Account> {
  const operation = operationOf(accounts, cause);
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const outcome = await tryChange(accounts, userId, operation, planner);
    if (outcome !== 'changed') return outcome;
  }
  throw busy();
}
