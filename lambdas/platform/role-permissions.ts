import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { Transient } from './errors.ts';
import { roleKey } from './grants.ts';

/** What the named roles allow together, and which of the names are no role, in the order asked. */
interface RolePermissions {
  readonly permissions: ReadonlySet<string>;
  readonly unknown: readonly string[];
}

export type ReadRolePermissions = (roles: Iterable<string>) => Promise<RolePermissions>;

/** What `wanted` holds beyond `held`: nobody grants what they do not hold. Sorted; empty = may be granted. */
export const exceeds = (held: ReadonlySet<string>, wanted: ReadonlySet<string>): readonly string[] =>
  [...wanted].filter((permission) => !held.has(permission)).sort();

interface RoleItem {
  readonly name: string;
  readonly permissions: readonly string[];
}

/** Found items by role; throws when DynamoDB left keys unread (throttling), since a hole would read as "no such role". */
async function readRoles(client: DynamoDBDocumentClient, table: string, roles: readonly string[]) {
  const answer = await client.send(
    new BatchGetCommand({
      // Strong: a role that was just made or changed counts at once.
      RequestItems: { [table]: { Keys: roles.map(roleKey), ConsistentRead: true } },
    }),
  );
  const unread = answer.UnprocessedKeys?.[table]?.Keys ?? [];
  if (unread.length > 0) throw new Transient(503, 'some roles could not be read');
  const items = (answer.Responses?.[table] ?? []) as readonly unknown[] as readonly RoleItem[];
  return new Map(items.map((item) => [item.name, item.permissions]));
}

// DynamoDB takes 100 keys a BatchGetItem.
const MOST_KEYS = 100;

/** Reads roles in one BatchGetItem, names once each; no names, no call. Throws beyond 100 names. */
export function rolePermissions(client: DynamoDBDocumentClient, table: string): ReadRolePermissions {
  return async (roles) => {
    const names = [...new Set(roles)];
    if (names.length === 0) return { permissions: new Set(), unknown: [] };
    if (names.length > MOST_KEYS) throw new RangeError(`${names.length} roles are more than one read takes`);
    const found = await readRoles(client, table, names);
    return {
      permissions: new Set([...found.values()].flat()),
      unknown: names.filter((name) => !found.has(name)),
    };
  };
}
