import { type DynamoDBDocumentClient, QueryCommand } from '@aws-sdk/lib-dynamodb';
import { accessByList } from '../../../contracts/internal/tables.ts';

/** Every item of a partition of `accessByList`, by name. The index lags: what is new may come a moment later. */
export async function listDefinitions<Item>(
  client: DynamoDBDocumentClient,
  table: string,
  list: string,
): Promise<readonly Item[]> {
  const found: unknown[] = [];
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
    found.push(...(page.Items ?? []));
    start = page.LastEvaluatedKey;
  } while (start !== undefined);
  return found as readonly Item[];
}
