import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { type RoleItem, roleItem } from '../../contracts/access-items.ts';
import { builtInRoles } from '../../contracts/permissions.ts';

const roleItems: readonly RoleItem[] = Object.entries(builtInRoles).map(([name, role]) =>
  roleItem(name, { ...role, builtIn: true }),
);

/** Writes the built-in roles as contracts/permissions.ts has them. Running it again changes nothing. */
export async function seedRoles(client: DynamoDBDocumentClient, accessTable: string): Promise<void> {
  await Promise.all(roleItems.map((Item) => client.send(new PutCommand({ TableName: accessTable, Item }))));
}
