import { randomUUID } from 'node:crypto';
import { DeleteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { groupItem, roleItem, roleKey } from '../../../contracts/internal/tables.ts';
import type { Permission } from '../../../contracts/permissions.ts';
import { clients, outputs } from './system.ts';

const TableName = outputs.tables.access;

/** A role that no other test uses, with these permissions; answers its name. */
export async function newRole(...permissions: readonly Permission[]): Promise<string> {
  const name = `role-${randomUUID()}`;
  const Item = roleItem(name, { description: 'For a test.', permissions, builtIn: false });
  await clients.tables.send(new PutCommand({ TableName, Item }));
  return name;
}

/** A permission group that users may hand out, with these permissions; answers its name. */
export async function newGroup(...permissions: readonly Permission[]): Promise<string> {
  const name = `group-${randomUUID()}`;
  const Item = groupItem(name, { kind: 'manageable', description: 'For a test.', permissions });
  await clients.tables.send(new PutCommand({ TableName, Item }));
  return name;
}

export async function deleteRole(name: string): Promise<void> {
  await clients.tables.send(new DeleteCommand({ TableName, Key: roleKey(name) }));
}
