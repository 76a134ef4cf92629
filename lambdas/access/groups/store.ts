import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { GROUPS_LIST, type GroupItem, groupKey } from '../../../contracts/internal/access-items.ts';
import {
  type Authorization,
  authorizationKey,
  type ReadAuthorization,
  readAuthorization,
} from '../../domain/authorization/authorization.ts';
import { unchanged } from '../../domain/authorization/grants.ts';
import { MAY_BE_GIVEN_MORE, mayBeGivenMore } from '../../domain/profiles.ts';
import { batchGet, type WriteAction, writeTransaction } from '../../platform/aws/dynamo.ts';
import { type JournalEntry, journalActions, type Operation } from '../../platform/events/journal.ts';
import { listDefinitions } from '../roles/role-store.ts';

/** A user's new groups, and what they were decided upon. */
interface GroupsChange {
  readonly userId: string;
  readonly authorization: Authorization | undefined;
  readonly after: readonly string[];
  /** As read: the decision holds while they are the same. */
  readonly changed: readonly GroupItem[];
}

export interface GroupStore {
  /** All groups, by name. */
  list(): Promise<readonly GroupItem[]>;
  /** Whether the user exists, and is not being deleted. */
  hasUser(userId: string): Promise<boolean>;
  readonly authorizationOf: ReadAuthorization;
  /** Those that exist of up to 100 names. */
  find(names: readonly string[]): Promise<readonly GroupItem[]>;
  /** False when the user, the authorization or a changed group is no longer as it was read. */
  write(change: GroupsChange, operation: Operation, entry: JournalEntry): Promise<boolean>;
}

const checkUser = (table: string, userId: string): WriteAction => ({
  ConditionCheck: { TableName: table, Key: { userId }, ConditionExpression: MAY_BE_GIVEN_MORE },
});

const checkGroup = (table: string, { name, kind, permissions }: GroupItem): WriteAction => ({
  ConditionCheck: {
    TableName: table,
    Key: groupKey(name),
    ConditionExpression: '#kind = :kind AND #permissions = :permissions',
    ExpressionAttributeNames: { '#kind': 'kind', '#permissions': 'permissions' },
    ExpressionAttributeValues: { ':kind': kind, ':permissions': permissions },
  },
});

function setGroups(table: string, { userId, authorization, after }: GroupsChange): WriteAction {
  const { ConditionExpression, ExpressionAttributeValues } = unchanged(authorization);
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

export function groupStore(
  client: DynamoDBDocumentClient,
  { access, users, journal }: { readonly access: string; readonly users: string; readonly journal: string },
): GroupStore {
  return {
    list: () => listDefinitions<GroupItem>(client, access, GROUPS_LIST),

    authorizationOf: readAuthorization(client, access),

    async hasUser(userId) {
      const get = new GetCommand({ TableName: users, Key: { userId }, ConsistentRead: true });
      return mayBeGivenMore((await client.send(get)).Item);
    },

    async find(names) {
      const items = await batchGet(client, { [access]: names.map(groupKey) });
      return items[access] as readonly unknown[] as readonly GroupItem[];
    },

    async write(change, operation, entry) {
      const conflict = await writeTransaction(client, [
        setGroups(access, change),
        checkUser(users, change.userId),
        ...change.changed.map((group) => checkGroup(access, group)),
        ...journalActions(journal, operation, [entry]),
      ]);
      return conflict === undefined;
    },
  };
}
