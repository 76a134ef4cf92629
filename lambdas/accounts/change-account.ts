import * as z from 'zod/mini';
import { deleteUserQuery, listUsersQuery, type User, userPath } from '../../contracts/api/users.ts';
import type { Actor } from '../../contracts/events/define-event.ts';
import { isoTime, userId } from '../../contracts/fields.ts';
import type { Authorization } from '../domain/authorization/authorization.ts';
import { recordKey } from '../domain/registration/record.ts';
import type { AccountPool } from '../domain/user-pool/users.ts';
import type { Endpoint } from '../platform/api/api.ts';
import { type ApiAnswer, readCursor, readPath, readQuery, writeCursor } from '../platform/api/endpoint.ts';
import type { Refusal } from '../platform/errors.ts';
import { type JournalEntry, requestOperation } from '../platform/events/journal.ts';
import { CHANGED, retryUntilUnchanged } from '../platform/retry.ts';
import type { Clock, IdSource } from '../platform/runtime.ts';
import { deleteUser } from './delete-user.ts';
import { disableUser, enableUser } from './disable-user.ts';
import type { AccountChange } from './rules.ts';
import { confirmationRequired, lastAdmin, registrationUnfinished, restingStates, userNotFound } from './rules.ts';
import type { Account, AccountStore, AccountTables, Guard, GuardedAction, Position } from './store.ts';
import { toUser } from './store.ts';

export interface AccountDependencies {
  readonly store: AccountStore;
  readonly pool: AccountPool;
  readonly tables: AccountTables;
  readonly clock: Clock;
  readonly newId: IdSource;
}

/** The caller and the request that cause a change. */
export interface Cause {
  readonly actor: Actor;
  readonly correlationId: string;
  readonly requestId: string;
}

/** The user's items as they were read, and the time of the change. */
export interface Subject {
  readonly account: Account;
  readonly authorization: Authorization | undefined;
  readonly at: Date;
}

export interface Plan {
  readonly actions: readonly GuardedAction[];
  readonly entries: readonly JournalEntry[];
  /** Journaled instead when the change would leave no enabled admin. */
  readonly entriesWhenLastAdmin?: readonly JournalEntry[];
}

/** Decides what to write for the user as read; undefined when there is nothing to do. */
export type Planner = (subject: Subject) => Plan | undefined;

/** Sets `attribute` on the registration's record, on condition that its workflow no longer works on the user. */
export function markRegistration(
  tables: AccountTables,
  { account, at }: Subject,
  change: AccountChange,
  attribute: string,
): GuardedAction {
  const states = restingStates[change];
  return {
    guard: 'registration_unfinished',
    action: {
      Update: {
        TableName: tables.registrations,
        Key: recordKey(account.registrationId),
        // A deletion makes pending roles due at once, so that the sweeper ends them. A record that the sweeper's list
        // does not have (no dueList) does not enter it by that.
        UpdateExpression: change === 'delete' ? 'SET #mark = :at, dueAt = :at' : 'SET #mark = :at',
        ConditionExpression: `#state IN (${states.map((_, index) => `:state${index}`).join(', ')})`,
        ExpressionAttributeNames: { '#state': 'state', '#mark': attribute },
        ExpressionAttributeValues: {
          ':at': at.toISOString(),
          ...Object.fromEntries(states.map((state, index) => [`:state${index}`, state])),
        },
      },
    },
  };
}

export async function findAccount({ store }: Pick<AccountDependencies, 'store'>, userId: string): Promise<Account> {
  const account = await store.find(userId);
  if (account === undefined) throw userNotFound();
  return account;
}

/**
 * Reads the user and writes what `planner` decides, again while other requests change the user in between. Returns
 * the user as read. Refuses with not_found, registration_unfinished or last_admin.
 */
export async function changeAccount(
  deps: AccountDependencies,
  userId: string,
  cause: Cause,
  planner: Planner,
): Promise<Account> {
  const { store, clock, newId } = deps;
  const operation = requestOperation(cause, newId(), clock());

  async function refusalOf(guard: Guard, { registrationId }: Account, plan: Plan): Promise<Refusal> {
    if (guard === 'registration_unfinished') return registrationUnfinished(registrationId);
    if (plan.entriesWhenLastAdmin) await store.write([], operation, plan.entriesWhenLastAdmin);
    return lastAdmin();
  }

  return retryUntilUnchanged(async () => {
    const account = await findAccount(deps, userId);
    const plan = planner({ account, authorization: await store.findAuthorization(userId), at: operation.at });
    if (plan === undefined) return account;
    const failedGuard = await store.write(plan.actions, operation, plan.entries);
    if (failedGuard === undefined) return account;
    if (failedGuard === 'changed') return CHANGED;
    throw await refusalOf(failedGuard, account, plan);
  });
}

const positionInCursor = z.tuple([isoTime, userId]);

/** Refuses a cursor that is not ours with 422. */
function positionOf(cursor: string): Position {
  const [createdAt, id] = readCursor(cursor, positionInCursor);
  return { createdAt, userId: id };
}

/** The endpoints of contracts/api/routes/ that read and change existing users. */
export function accountEndpoints(deps: AccountDependencies) {
  const { store } = deps;

  async function toUsers(accounts: readonly Account[]): Promise<readonly User[]> {
    const roles = await store.roles(accounts.map((account) => account.userId));
    return accounts.map((account) => toUser(account, roles.get(account.userId) ?? []));
  }

  async function answer(account: Account): Promise<ApiAnswer> {
    const [body] = await toUsers([account]);
    return { status: 200, body };
  }

  const listUsers: Endpoint = async (request) => {
    const { limit, cursor } = readQuery(request, listUsersQuery);
    const { accounts, next } = await store.list(limit, cursor === undefined ? undefined : positionOf(cursor));
    const nextCursor = next && writeCursor([next.createdAt, next.userId]);
    return { status: 200, body: { items: await toUsers(accounts), nextCursor } };
  };

  const getUser: Endpoint = async (request) => {
    const { userId: id } = readPath(request, userPath);
    return answer(await findAccount(deps, id));
  };

  const remove: Endpoint = async (request) => {
    const path = readPath(request, userPath);
    if (readQuery(request, deleteUserQuery).confirm !== 'true') throw confirmationRequired();
    await deleteUser(deps, path.userId, request);
    return { status: 204 };
  };

  const change =
    (apply: typeof disableUser): Endpoint =>
    async (request) =>
      answer(await apply(deps, readPath(request, userPath).userId, request));

  return { listUsers, getUser, deleteUser: remove, disableUser: change(disableUser), enableUser: change(enableUser) };
}
