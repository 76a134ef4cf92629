import type { User } from '../../contracts/api/users.ts';
import { LISTING, usersByCreation } from '../../contracts/internal/tables.ts';
import { type Authorization, authorizationKey } from '../domain/authorization/authorization.ts';
import type { DynamoDBDocumentClient, WriteAction } from '../platform/aws/dynamo.ts';
import { batchGet, GetCommand, QueryCommand, writeTransaction } from '../platform/aws/dynamo.ts';
import { type JournalEntry, journalActions, type Operation } from '../platform/events/journal.ts';

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

/** A user's profile item, key userId. The registration creates it, this capability changes and deletes it; the roles
 * are in the access table. */
export interface Account extends Omit<User, 'roles'> {
  /** contracts/internal/tables.ts, LISTING. */
  readonly listing: string;
  /** The status before `disabled`, which enabling restores. */
  readonly statusBeforeDisabled?: Exclude<User['status'], 'disabled'>;
  /** `<authType>#<externalId>` of the user's external identities. */
  readonly externalIdentities?: ReadonlySet<string>;
  /** Set once the grants are deleted and the rest is about to be: only another DELETE is accepted from then on. */
  readonly deletionStartedAt?: string;
}

/** The user as the API returns it, with the roles in force. */
export const toUser = (account: Account, roles: Iterable<string>): User => ({
  userId: account.userId,
  email: account.email,
  name: account.name,
  organisation: account.organisation,
  roles: [...roles].sort(),
  status: account.status,
  registrationId: account.registrationId,
  createdAt: account.createdAt,
});
