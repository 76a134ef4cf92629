import { setTimeout as pause } from 'node:timers/promises';
import { isDeepStrictEqual } from 'node:util';
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { definitionsKey, type GroupItem, groupItem, type RoleItem, roleItem } from '../../contracts/internal/tables.ts';
import { permissionGroups } from '../../contracts/permission-groups.ts';
import { builtInRoles } from '../../contracts/permissions.ts';
import { CommandError, REFUSED } from '../command-error.ts';

/** A role or a permission group, as an item of the access table. */
type Definition = RoleItem | GroupItem;

/** What contracts/ define: every built-in role and every permission group. */
const definitions: readonly Definition[] = [
  ...Object.entries(builtInRoles).map(([name, role]) => roleItem(name, { ...role, builtIn: true })),
  ...Object.entries(permissionGroups).map(([name, group]) => groupItem(name, group)),
];

/** `role admin`, `group support`. */
const titleOf = ({ sk, name }: Definition): string => `${sk.toLowerCase()} ${name}`;

/** Whether the stored item has every attribute of the definition, whatever else it has. */
const isUpToDate = (item: Definition, definition: Definition): boolean =>
  Object.entries(definition).every(([name, value]) => isDeepStrictEqual(item[name as keyof Definition], value));

/** What the set-up wrote. */
export interface GroupsReport {
  /** `role admin`, `group support`: what was missing or different. */
  readonly written: readonly string[];
  readonly unchanged: number;
}

async function readDefinitions(client: DynamoDBDocumentClient, table: string): Promise<readonly Definition[]> {
  const Keys = definitions.map(({ pk, sk }) => ({ pk, sk }));
  const answer = await client.send(new BatchGetCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } } }));
  if ((answer.UnprocessedKeys?.[table]?.Keys ?? []).length > 0)
    throw new CommandError('DynamoDB is too busy to return all roles and groups; run the same command again.');
  return (answer.Responses?.[table] ?? []) as readonly unknown[] as readonly Definition[];
}

/** Overwriting a role that a user of the API has created would give its holders other permissions. */
function refuseCustomRole(item: Definition | undefined): void {
  if (item === undefined || !('builtIn' in item) || item.builtIn) return;
  throw new CommandError(
    `The role ${item.name} is a custom role, and this version brings a built-in role of that name; nothing was written. Rename it or delete it (DELETE /v1/roles/${item.name}), then run the same command again.`,
    REFUSED,
  );
}

/** Optimistic locking: the item is as it was read. */
function unchangedCondition(item: Definition | undefined) {
  if (item === undefined) return { ConditionExpression: 'attribute_not_exists(pk)' };
  const names = { ExpressionAttributeNames: { '#version': 'version' } };
  if (item.version === undefined) return { ConditionExpression: 'attribute_not_exists(#version)', ...names };
  const ExpressionAttributeValues = { ':version': item.version };
  return { ConditionExpression: '#version = :version', ...names, ExpressionAttributeValues };
}

type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const putDefinition = (table: string, definition: Definition, item: Definition | undefined): Action => ({
  Put: {
    TableName: table,
    Item: { ...definition, version: (item?.version ?? 0) + 1 },
    ...unchangedCondition(item),
  },
});

/** Invalidates the definitions that functions keep in memory. */
const incrementVersion = (table: string): Action => ({
  Update: {
    TableName: table,
    Key: definitionsKey,
    UpdateExpression: 'ADD #version :one',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':one': 1 },
  },
});

/** Writes what differs, all of it or nothing; undefined when the items changed meanwhile. */
async function writeDifferences(client: DynamoDBDocumentClient, table: string): Promise<GroupsReport | undefined> {
  const items = await readDefinitions(client, table);
  const pairs = definitions.map((definition) => ({
    definition,
    item: items.find(({ pk, sk }) => pk === definition.pk && sk === definition.sk),
  }));
  for (const { item } of pairs) refuseCustomRole(item);
  const differing = pairs.filter(({ definition, item }) => item === undefined || !isUpToDate(item, definition));
  const report = {
    written: differing.map(({ definition }) => titleOf(definition)),
    unchanged: definitions.length - differing.length,
  };
  if (differing.length === 0) return report;
  const puts = differing.map(({ definition, item }) => putDefinition(table, definition, item));
  try {
    await client.send(new TransactWriteCommand({ TransactItems: [...puts, incrementVersion(table)] }));
    return report;
  } catch (error) {
    if (error instanceof Error && error.name === 'TransactionCanceledException') return undefined;
    throw error;
  }
}

const MAX_ATTEMPTS = 5;
const RETRY_MS = 200;

/**
 * Writes the built-in roles and the permission groups of contracts/ where they differ, and counts `definitionsKey` up
 * when there was something: running it again changes nothing. Refuses to overwrite a custom role.
 */
export async function setUpGroups(client: DynamoDBDocumentClient, table: string): Promise<GroupsReport> {
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
    const report = await writeDifferences(client, table);
    if (report) return report;
    await pause(RETRY_MS);
  }
  throw new CommandError('The roles and groups change at the same time; run the same command again.');
}
