import { CreateTableCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type TableKeys, tables } from '../../../../contracts/internal/tables.ts';

/** A client of the emulator's DynamoDB, which has every table of contracts/internal/tables.ts under the name there. */
export async function emulatedTables(endpoint: string): Promise<DynamoDBDocumentClient> {
  const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
  const client = new DynamoDBClient({ endpoint, region: 'eu-central-1', credentials, maxAttempts: 1 });
  for (const [name, keys] of Object.entries(tables)) await client.send(new CreateTableCommand(creationOf(name, keys)));
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

const schemaOf = (partitionKey: string, sortKey: string | undefined) => [
  { AttributeName: partitionKey, KeyType: 'HASH' as const },
  ...(sortKey ? [{ AttributeName: sortKey, KeyType: 'RANGE' as const }] : []),
];

function creationOf(name: string, { partitionKey, sortKey, indexes }: TableKeys) {
  const names = new Set([
    partitionKey,
    sortKey,
    ...(indexes ?? []).flatMap((index) => [index.partitionKey, index.sortKey]),
  ]);
  return {
    TableName: name,
    BillingMode: 'PAY_PER_REQUEST' as const,
    KeySchema: schemaOf(partitionKey, sortKey),
    AttributeDefinitions: [...names].flatMap((key) =>
      key ? [{ AttributeName: key, AttributeType: 'S' as const }] : [],
    ),
    ...(indexes
      ? {
          GlobalSecondaryIndexes: indexes.map((index) => ({
            IndexName: index.name,
            KeySchema: schemaOf(index.partitionKey, index.sortKey),
            Projection: { ProjectionType: 'ALL' as const },
          })),
        }
      : {}),
  };
}
