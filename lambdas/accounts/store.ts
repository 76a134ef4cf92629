import { type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { LISTING, usersByCreation } from '../../contracts/internal/tables.ts';

import { type Authorization, authorizationKey } from '../domain/authorization/authorization.ts';
import { batchGet, type WriteAction, writeTransaction } from '../platform/aws/dynamo.ts';
import { type JournalEntry, journalActions, type Operation } from '../platform/events/journal.ts';
import type { Account } from './account.ts';

export interface AccountTables {
  readonly users: string;
  readonly registrations: string;
  readonly access: string;
  readonly journal: string;
}

/** What a failed condition means. `changed`: another request changed the item after it was read. */
export type Guard = 'last_admin' | 'registration_unfinished' | 'changed';
export interface GuardedAction {
  readonly guard: Guard;
  readonly action: WriteAction;
}

/** The last item of a page. */
export interface Position {
  readonly createdAt: string;
  readonly userId: string;
}

export interface AccountStore {
  find(userId: string): Promise<Account | undefined>;
  findAuthorization(userId: string): Promise<Authorization | undefined>;
  /** The roles of up to 100 users, by userId. */
  roles(userIds: readonly string[]): Promise<ReadonlyMap<string, Iterable<string>>>;
  /** Newest first, after `position`; `next` when there may be more. */
  list(limit: number, position?: Position): Promise<{ accounts: readonly Account[]; next: Position | undefined }>;
  /** Writes all or nothing; returns the guard that failed, undefined when all was written. */
  write(
    actions: readonly GuardedAction[],
    operation: Operation,
    entries: readonly JournalEntry[],
  ): Promise<Guard | undefined>;
}

export function accountStore(client: DynamoDBDocumentClient, tables: AccountTables): AccountStore {
  // Strongly consistent: a decision on a stale copy would only fail at its condition and be repeated.
  async function read(table: string, key: Record<string, string>) {
    return (await client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }))).Item;
  }

  const list: AccountStore['list'] = async (limit, position) => {
    const answer = await client.send(
      new QueryCommand({
        TableName: tables.users,
        IndexName: usersByCreation.name,
        KeyConditionExpression: 'listing = :listing',
        ExpressionAttributeValues: { ':listing': LISTING },
        ScanIndexForward: false,
        Limit: limit,
        ExclusiveStartKey: position && { ...position, listing: LISTING },
      }),
    );
    const last = answer.LastEvaluatedKey;
    return {
      accounts: (answer.Items ?? []) as Account[],
      next: last && { createdAt: String(last.createdAt), userId: String(last.userId) },
    };
  };

  const roles: AccountStore['roles'] = async (userIds) => {
    const { [tables.access]: items = [] } = await batchGet(client, { [tables.access]: userIds.map(authorizationKey) });
    const byKey = new Map(items.map(({ pk, roles }) => [pk, (roles ?? []) as Iterable<string>]));
    return new Map(userIds.map((userId) => [userId, byKey.get(authorizationKey(userId).pk) ?? []]));
  };

  const write: AccountStore['write'] = async (actions, operation, entries) => {
    const rows = journalActions(tables.journal, operation, entries);
    const conflict = await writeTransaction(client, [...actions.map(({ action }) => action), ...rows]);
    const failed = conflict?.failed.map(({ index }) => actions[index]?.guard ?? 'changed');
    // The other guards were decided on data that is stale.
    return failed?.includes('changed') ? 'changed' : failed?.[0];
  };

  return {
    find: async (userId) => (await read(tables.users, { userId })) as Account | undefined,
    findAuthorization: async (userId) =>
      (await read(tables.access, authorizationKey(userId))) as Authorization | undefined,
    roles,
    list,
    write,
  };
}
