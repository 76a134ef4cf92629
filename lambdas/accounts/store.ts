import { BatchGetCommand, type DynamoDBDocumentClient, GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { LISTING, usersByCreation } from '../../contracts/internal/tables.ts';
import { type Authorization, authorizationKey } from '../domain/authorization/authorization.ts';
import { type WriteAction, writeTransaction } from '../platform/aws/transaction.ts';
import { type JournalEntry, journalActions, type Operation } from '../platform/events/journal.ts';
import type { Account } from './account.ts';
import type { Position } from './cursor.ts';
import { storeSilent } from './rules.ts';

export interface AccountTables {
  readonly users: string;
  readonly registrations: string;
  readonly access: string;
  readonly journal: string;
}

/** What a failed condition means. `changed`: somebody else was faster, read again. */
export type Guard = 'last_admin' | 'registration_unfinished' | 'changed';
export interface GuardedAction {
  readonly guard: Guard;
  readonly action: WriteAction;
}

export interface AccountStore {
  find(userId: string): Promise<Account | undefined>;
  held(userId: string): Promise<Authorization | undefined>;
  /** The roles of up to 100 users, by userId; who holds none is missing. */
  roles(userIds: readonly string[]): Promise<ReadonlyMap<string, Iterable<string>>>;
  /** Newest first, from after `position`; `next` when there may be more. */
  list(limit: number, position?: Position): Promise<{ accounts: readonly Account[]; next: Position | undefined }>;
  /** All or nothing; answers the guard that refused, undefined when all was written. */
  write(
    actions: readonly GuardedAction[],
    operation: Operation,
    entries: readonly JournalEntry[],
  ): Promise<Guard | undefined>;
}

export function accountStore(client: DynamoDBDocumentClient, tables: AccountTables): AccountStore {
  // Strong reads: a decision on an old copy would only fail at its condition and be made again.
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
    if (userIds.length === 0) return new Map();
    const request = { [tables.access]: { Keys: userIds.map(authorizationKey), ConsistentRead: true } };
    const answer = await client.send(new BatchGetCommand({ RequestItems: request }));
    // A hole would read as "has no roles".
    if ((answer.UnprocessedKeys?.[tables.access]?.Keys ?? []).length > 0) throw storeSilent();
    const items = (answer.Responses?.[tables.access] ?? []) as (Authorization & { pk: string })[];
    const byKey = new Map(items.map((item) => [item.pk, item.roles ?? []]));
    return new Map(userIds.map((userId) => [userId, byKey.get(authorizationKey(userId).pk) ?? []]));
  };

  const write: AccountStore['write'] = async (actions, operation, entries) => {
    const rows = journalActions(tables.journal, operation, entries);
    const conflict = await writeTransaction(client, [...actions.map(({ action }) => action), ...rows]);
    const refused = conflict?.failed.map(({ index }) => actions[index]?.guard ?? 'changed');
    // What else was refused was decided on what is not so any more.
    return refused?.includes('changed') ? 'changed' : refused?.[0];
  };

  return {
    find: async (userId) => (await read(tables.users, { userId })) as Account | undefined,
    held: async (userId) => (await read(tables.access, authorizationKey(userId))) as Authorization | undefined,
    roles,
    list,
    write,
  };
}
