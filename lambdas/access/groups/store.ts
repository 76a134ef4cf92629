import { BatchGetCommand, type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { type GroupItem, groupKey } from '../../../contracts/internal/access-items.ts';
import { type Authorization, authorizationKey, readAuthorization } from '../../domain/authorization/authorization.ts';
import { unchanged } from '../../domain/authorization/grants.ts';
import { MAY_BE_GIVEN_MORE, mayBeGivenMore } from '../../domain/profiles.ts';
import { type WriteAction, writeTransaction } from '../../platform/aws/transaction.ts';
import { type JournalEntry, journalActions, type Operation } from '../../platform/events/journal.ts';
import { groupsUnread } from './rules.ts';

export interface GroupTables {
  readonly access: string;
  readonly users: string;
  readonly journal: string;
}

/** What a user's groups are to become, and what that was decided upon. */
export interface GroupsChange {
  readonly userId: string;
  readonly held: Authorization | undefined;
  readonly after: readonly string[];
  /** As read: the decision holds while they are the same. */
  readonly changed: readonly GroupItem[];
}

export interface GroupStore {
  /** Whether the user exists, and is not about to be deleted. */
  hasUser(userId: string): Promise<boolean>;
  held(userId: string): Promise<Authorization | undefined>;
  /** Those that exist of up to 100 names. */
  find(names: readonly string[]): Promise<readonly GroupItem[]>;
  /** False when something is no longer as it was read. */
  write(change: GroupsChange, operation: Operation, entry: JournalEntry): Promise<boolean>;
}

const userStays = (table: string, userId: string): WriteAction => ({
  ConditionCheck: {
    TableName: table,
    Key: { userId },
    ConditionExpression: MAY_BE_GIVEN_MORE,
  },
});

const groupStays = (table: string, { name, kind, permissions }: GroupItem): WriteAction => ({
  ConditionCheck: {
    TableName: table,
    Key: groupKey(name),
    ConditionExpression: '#kind = :kind AND #permissions = :permissions',
    ExpressionAttributeNames: { '#kind': 'kind', '#permissions': 'permissions' },
    ExpressionAttributeValues: { ':kind': kind, ':permissions': permissions },
  },
});

function setGroups(table: string, { userId, held, after }: GroupsChange): WriteAction {
  const { ConditionExpression, ExpressionAttributeValues } = unchanged(held);
  // DynamoDB has no empty set.
  const change = after.length > 0 ? 'SET #groups = :groups' : 'REMOVE #groups';
  return {
    Update: {
      TableName: table,
      Key: authorizationKey(userId),
      UpdateExpression: `${change} ADD #version :one`,
      ConditionExpression,
      ExpressionAttributeNames: { '#groups': 'groups', '#version': 'version' },
      ExpressionAttributeValues: {
        ...ExpressionAttributeValues,
        ...(after.length > 0 ? { ':groups': new Set(after) } : {}),
        ':one': 1,
      },
    },
  };
}

export function groupStore(client: DynamoDBDocumentClient, tables: GroupTables): GroupStore {
  return {
    held: readAuthorization(client, tables.access),

    async hasUser(userId) {
      const get = new GetCommand({ TableName: tables.users, Key: { userId }, ConsistentRead: true });
      const { Item } = await client.send(get);
      return mayBeGivenMore(Item);
    },

    async find(names) {
      if (names.length === 0) return [];
      const asked = { [tables.access]: { Keys: names.map(groupKey), ConsistentRead: true } };
      const answer = await client.send(new BatchGetCommand({ RequestItems: asked }));
      // A hole would read as "no such group".
      if ((answer.UnprocessedKeys?.[tables.access]?.Keys ?? []).length > 0) throw groupsUnread();
      return (answer.Responses?.[tables.access] ?? []) as readonly unknown[] as readonly GroupItem[];
    },

    async write(change, operation, entry) {
      const conflict = await writeTransaction(client, [
        setGroups(tables.access, change),
        userStays(tables.users, change.userId),
        ...change.changed.map((group) => groupStays(tables.access, group)),
        ...journalActions(tables.journal, operation, [entry]),
      ]);
      return conflict === undefined;
    },
  };
}
