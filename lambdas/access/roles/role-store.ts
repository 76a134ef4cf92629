import type { RoleItem } from '../../../contracts/internal/tables.ts';
import { accessByList, definitionsKey, holdersList, ROLES_LIST, roleKey } from '../../../contracts/internal/tables.ts';
import type { DynamoDBDocumentClient, WriteAction } from '../../platform/aws/dynamo.ts';
import { GetCommand, QueryCommand, writeTransaction } from '../../platform/aws/dynamo.ts';
import { type JournalEntry, type JournalRow, journalActions, type Operation } from '../../platform/events/journal.ts';

/** Why a role was not created: this operation created one before, or the name is taken. */
export type NotCreated = 'already_recorded' | 'name_taken';

/** The roles and their events. Every change of what a role allows is one transaction with its event. */
export interface RoleStore {
  /** By name. */
  list(): Promise<readonly RoleItem[]>;
  find(name: string): Promise<RoleItem | undefined>;
  /** Whether a user has the role; by the index, which lags. */
  isAssigned(name: string): Promise<boolean>;
  /** The data of the event that an earlier request recorded under this key of the operation. */
  recordedData(operationId: string, key: string): Promise<unknown>;
  create(role: RoleItem, operation: Operation, entry: JournalEntry): Promise<NotCreated | undefined>;
  /** False when the role is no longer `before`. */
  update(before: RoleItem, after: RoleItem, operation: Operation, entry: JournalEntry): Promise<boolean>;
  /** Writes no event: only a deletion reads `retiredAt`. False when the role is no longer `before`. */
  mark(before: RoleItem, after: RoleItem): Promise<boolean>;
  delete(role: RoleItem, operation: Operation, entry: JournalEntry): Promise<boolean>;
}

/** Every item of a partition of `accessByList`, by name. The index lags: a new item may be missing for a moment. */
export async function listDefinitions<Item>(
  client: DynamoDBDocumentClient,
  table: string,
  list: string,
): Promise<readonly Item[]> {
  const items: unknown[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: accessByList.name,
        KeyConditionExpression: '#list = :list',
        ExpressionAttributeNames: { '#list': accessByList.partitionKey },
        ExpressionAttributeValues: { ':list': list },
        ExclusiveStartKey: start,
      }),
    );
    items.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return items as readonly Item[];
}

/** Optimistic locking: fails when the role changed since it was read. Roles of earlier versions have no `version`. */
const unchanged = ({ version }: RoleItem) =>
  version === undefined
    ? {
        ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(#version)',
        ExpressionAttributeNames: { '#version': 'version' },
      }
    : {
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': version },
      };

export function roleStore(
  client: DynamoDBDocumentClient,
  { access, journal }: { readonly access: string; readonly journal: string },
): RoleStore {
  const write = async (...actions: readonly WriteAction[]) => (await writeTransaction(client, actions)) === undefined;

  const putRole = (before: RoleItem, after: RoleItem): WriteAction => ({
    Put: { TableName: access, Item: { ...after }, ...unchanged(before) },
  });

  // Invalidates the decisions that authorizers keep in memory.
  const countDefinitions: WriteAction = {
    Update: {
      TableName: access,
      Key: definitionsKey,
      UpdateExpression: 'ADD #version :one',
      ExpressionAttributeNames: { '#version': 'version' },
      ExpressionAttributeValues: { ':one': 1 },
    },
  };

  return {
    list: () => listDefinitions<RoleItem>(client, access, ROLES_LIST),

    async find(name) {
      const answer = await client.send(new GetCommand({ TableName: access, Key: roleKey(name), ConsistentRead: true }));
      return answer.Item as RoleItem | undefined;
    },

    async isAssigned(name) {
      const answer = await client.send(
        new QueryCommand({
          TableName: access,
          IndexName: accessByList.name,
          KeyConditionExpression: '#list = :list',
          ExpressionAttributeNames: { '#list': accessByList.partitionKey },
          ExpressionAttributeValues: { ':list': holdersList(name) },
          Limit: 1,
        }),
      );
      return (answer.Items ?? []).length > 0;
    },

    async recordedData(operationId, place) {
      const key = { operationId, place };
      const answer = await client.send(new GetCommand({ TableName: journal, Key: key, ConsistentRead: true }));
      return (answer.Item as JournalRow | undefined)?.detail.data;
    },

    async create(role, operation, entry) {
      // A repeated operation finds its row, so that it creates one role.
      const rows = journalActions(journal, operation, [entry]).map(({ Put }) => ({
        Put: { ...Put, ConditionExpression: 'attribute_not_exists(operationId)' } as WriteAction['Put'],
      }));
      const put = { TableName: access, Item: { ...role }, ConditionExpression: 'attribute_not_exists(pk)' };
      const conflict = await writeTransaction(client, [...rows, { Put: put }, countDefinitions]);
      if (conflict === undefined) return undefined;
      return conflict.index < rows.length ? 'already_recorded' : 'name_taken';
    },

    update: (before, after, operation, entry) =>
      write(putRole(before, after), countDefinitions, ...journalActions(journal, operation, [entry])),

    mark: (before, after) => write(putRole(before, after)),

    delete: (role, operation, entry) =>
      write(
        { Delete: { TableName: access, Key: roleKey(role.name), ...unchanged(role) } },
        countDefinitions,
        ...journalActions(journal, operation, [entry]),
      ),
  };
}
