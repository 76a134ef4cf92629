import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { TableName } from '../../../contracts/internal/tables.ts';
import { clients, outputs } from './system.ts';

export type Item = Readonly<Record<string, unknown>>;

/** An item as it stands, read strongly. */
export async function itemIn<Found = Item>(table: TableName, key: Item): Promise<Found | undefined> {
  const command = new GetCommand({ TableName: outputs.tables[table], Key: key, ConsistentRead: true });
  return (await clients.tables.send(command)).Item as Found | undefined;
}

interface Partition {
  readonly key: string;
  readonly value: string;
  readonly index?: string;
}

/** All items of a partition, in the order of their sort key. */
export async function itemsIn<Found = Item>(
  table: TableName,
  { key, value, index }: Partition,
): Promise<readonly Found[]> {
  const { Items = [] } = await clients.tables.send(
    new QueryCommand({
      TableName: outputs.tables[table],
      ...(index === undefined ? {} : { IndexName: index }),
      KeyConditionExpression: '#key = :value',
      ExpressionAttributeNames: { '#key': key },
      ExpressionAttributeValues: { ':value': value },
    }),
  );
  return Items as Found[];
}
