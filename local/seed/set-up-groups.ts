import { setTimeout as pause } from 'node:timers/promises';
import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { definitionsKey } from '../../contracts/internal/access-items.ts';
import { CommandError } from '../command/command-error.ts';
import { type Definition, definitions, isSameItem, saysTheSame, titleOf } from './definitions.ts';

/** What the set-up found and did. */
export interface GroupsReport {
  /** `role admin`, `group support`: what was missing or said something else. */
  readonly written: readonly string[];
  readonly unchanged: number;
}

type Action = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

async function readDefinitions(client: DynamoDBDocumentClient, table: string): Promise<readonly Definition[]> {
  const Keys = definitions.map(({ pk, sk }) => ({ pk, sk }));
  const answer = await client.send(new BatchGetCommand({ RequestItems: { [table]: { Keys, ConsistentRead: true } } }));
  if ((answer.UnprocessedKeys?.[table]?.Keys ?? []).length > 0)
    throw new CommandError('DynamoDB is too busy to tell all roles and groups; run the same command again.');
  return (answer.Responses?.[table] ?? []) as readonly unknown[] as readonly Definition[];
}

/** Holds while nobody changed what was read. */
function asRead(held: Definition | undefined) {
  if (held === undefined) return { ConditionExpression: 'attribute_not_exists(pk)' };
  const names = { ExpressionAttributeNames: { '#version': 'version' } };
  if (held.version === undefined) return { ConditionExpression: 'attribute_not_exists(#version)', ...names };
  const ExpressionAttributeValues = { ':version': held.version };
  return { ConditionExpression: '#version = :version', ...names, ExpressionAttributeValues };
}

const putDefinition = (table: string, definition: Definition, held: Definition | undefined): Action => ({
  Put: { TableName: table, Item: { ...definition, version: (held?.version ?? 0) + 1 }, ...asRead(held) },
});

/** Tells whoever keeps definitions in memory that they are old. */
const countUp = (table: string): Action => ({
  Update: {
    TableName: table,
    Key: definitionsKey,
    UpdateExpression: 'ADD #version :one',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':one': 1 },
  },
});

/** Writes what differs, all of it or nothing; undefined when somebody else was faster. */
async function writeDiffering(client: DynamoDBDocumentClient, table: string): Promise<GroupsReport | undefined> {
  const held = await readDefinitions(client, table);
  const heldOf = (definition: Definition) => held.find((item) => isSameItem(item, definition));
  const differing = definitions.filter((definition) => {
    const item = heldOf(definition);
    return item === undefined || !saysTheSame(item, definition);
  });
  const report = { written: differing.map(titleOf), unchanged: definitions.length - differing.length };
  if (differing.length === 0) return report;
  const puts = differing.map((definition) => putDefinition(table, definition, heldOf(definition)));
  try {
    await client.send(new TransactWriteCommand({ TransactItems: [...puts, countUp(table)] }));
    return report;
  } catch (error) {
    if (error instanceof Error && error.name === 'TransactionCanceledException') return undefined;
    throw error;
  }
}

const MAX_ATTEMPTS = 5;
const AGAIN_AFTER_MS = 200;

/**
 * Makes the built-in roles and the permission groups what contracts/ say. Writes only what differs, and counts
 * `definitionsKey` up when there was something: running it again changes nothing.
 */
export async function setUpGroups(client: DynamoDBDocumentClient, table: string): Promise<GroupsReport> {
  for (let tries = 1; tries <= MAX_ATTEMPTS; tries += 1) {
    const report = await writeDiffering(client, table);
    if (report) return report;
    await pause(AGAIN_AFTER_MS);
  }
  throw new CommandError('Others change the roles and groups at the same time; run the same command again.');
}
