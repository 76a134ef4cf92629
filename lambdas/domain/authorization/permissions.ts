import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { groupKey } from '../../../contracts/internal/access-items.ts';
import { Transient } from '../../platform/errors.ts';
import { type Authorization, roleKey } from './grants.ts';

/** What the named roles allow together, and which of the names are no role, in the order asked. */
interface RolePermissions {
  readonly permissions: ReadonlySet<string>;
  readonly unknown: readonly string[];
}

export type ReadRolePermissions = (roles: Iterable<string>) => Promise<RolePermissions>;

/** What `wanted` holds beyond `held`: nobody grants what they do not hold. Sorted; empty = may be granted. */
export const missingPermissions = (held: ReadonlySet<string>, wanted: ReadonlySet<string>): readonly string[] =>
  [...wanted].filter((permission) => !held.has(permission)).sort();

/** Everything that somebody may do: the union over her roles and her groups. */
export type ReadHeldPermissions = (held: Pick<Authorization, 'roles' | 'groups'>) => Promise<ReadonlySet<string>>;

interface Definition {
  readonly name: string;
  readonly permissions: readonly string[];
}

type Key = ReturnType<typeof roleKey>;

// DynamoDB takes 100 keys a BatchGetItem.
const MAX_KEYS = 100;

/** What is found under the keys, in one call; throws when DynamoDB left keys unread (throttling), since a hole would read as "no such role". */
async function readDefinitions(client: DynamoDBDocumentClient, table: string, keys: readonly Key[]) {
  if (keys.length === 0) return [];
  if (keys.length > MAX_KEYS) throw new RangeError(`${keys.length} roles and groups are more than one read takes`);
  const answer = await client.send(
    new BatchGetCommand({
      // Strong: a role that was just made or changed counts at once.
      RequestItems: { [table]: { Keys: [...keys], ConsistentRead: true } },
    }),
  );
  const unread = answer.UnprocessedKeys?.[table]?.Keys ?? [];
  if (unread.length > 0) throw new Transient(503, 'some roles could not be read');
  return (answer.Responses?.[table] ?? []) as readonly unknown[] as readonly Definition[];
}

/** Reads roles in one BatchGetItem, names once each; no names, no call. Throws beyond 100 names. */
export function rolePermissions(client: DynamoDBDocumentClient, table: string): ReadRolePermissions {
  return async (roles) => {
    const names = [...new Set(roles)];
    const items = await readDefinitions(client, table, names.map(roleKey));
    const found = new Map(items.map((item) => [item.name, item.permissions]));
    return {
      permissions: new Set([...found.values()].flat()),
      unknown: names.filter((name) => !found.has(name)),
    };
  };
}

/** Reads roles and groups in one BatchGetItem; a name that stands for nothing any more allows nothing. */
export function heldPermissions(client: DynamoDBDocumentClient, table: string): ReadHeldPermissions {
  return async ({ roles = [], groups = [] }) => {
    const keys = [...[...roles].map(roleKey), ...[...groups].map(groupKey)];
    const items = await readDefinitions(client, table, keys);
    return new Set(items.flatMap(({ permissions }) => permissions));
  };
}
