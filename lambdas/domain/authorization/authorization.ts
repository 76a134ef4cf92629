import { groupKey, roleKey } from '../../../contracts/internal/tables.ts';
import { batchGet, type DynamoDBDocumentClient, GetCommand } from '../../platform/aws/dynamo.ts';

/**
 * A user's roles, groups and state, and the permissions that follow from them. The one read of a request:
 *   USER#<userId> / AUTHORIZATION   { roles: Set, groups: Set, version, disabled?, signedOutAt? }
 */
export interface Authorization {
  readonly roles?: ReadonlySet<string>;
  readonly groups?: ReadonlySet<string>;
  /** Counts every change of what the user may do: a decision of another version is void. */
  readonly version: number;
  readonly disabled?: boolean;
  /** Tokens and sessions of before are void. */
  readonly signedOutAt?: string;
}

export const authorizationKey = (userId: string) => ({ pk: `USER#${userId}`, sk: 'AUTHORIZATION' });

/** Undefined for an unknown user, and for a user whose authorization was removed. */
export type ReadAuthorization = (userId: string) => Promise<Authorization | undefined>;

export function readAuthorization(client: DynamoDBDocumentClient, table: string): ReadAuthorization {
  return async (userId) => {
    // Strongly consistent and never cached: a revoked role is gone with the next request.
    const answer = await client.send(
      new GetCommand({ TableName: table, Key: authorizationKey(userId), ConsistentRead: true }),
    );
    return answer.Item as Authorization | undefined;
  };
}

/** What the named roles allow together, and which of the names are no role, in the order asked. */
interface RolePermissions {
  readonly permissions: ReadonlySet<string>;
  readonly unknown: readonly string[];
}

export type ReadRolePermissions = (roles: Iterable<string>) => Promise<RolePermissions>;

/** The union of the permissions of a user's roles and groups. */
export type ReadPermissions = (authorization: Pick<Authorization, 'roles' | 'groups'>) => Promise<ReadonlySet<string>>;

interface Definition {
  readonly name: string;
  readonly permissions: readonly string[];
}

type Key = ReturnType<typeof roleKey>;

/** Throws when DynamoDB left keys unread (throttling): a hole would read as "no such role". */
async function readDefinitions(client: DynamoDBDocumentClient, table: string, keys: readonly Key[]) {
  // Strongly consistent: a role that was just created or changed counts at once.
  return (await batchGet(client, { [table]: keys }))[table] as readonly unknown[] as readonly Definition[];
}

/** Reads roles in one BatchGetItem, names once each; no names, no call. Throws beyond 100 names. */
export function readRolePermissions(client: DynamoDBDocumentClient, table: string): ReadRolePermissions {
  return async (roles) => {
    const names = [...new Set(roles)];
    const items = await readDefinitions(client, table, names.map(roleKey));
    const known = new Map(items.map((item) => [item.name, item.permissions]));
    return {
      permissions: new Set([...known.values()].flat()),
      unknown: names.filter((name) => !known.has(name)),
    };
  };
}

/** Reads roles and groups in one BatchGetItem; a deleted role or group allows nothing. */
export function readPermissions(client: DynamoDBDocumentClient, table: string): ReadPermissions {
  return async ({ roles = [], groups = [] }) => {
    const keys = [...[...roles].map(roleKey), ...[...groups].map(groupKey)];
    const items = await readDefinitions(client, table, keys);
    return new Set(items.flatMap(({ permissions }) => permissions));
  };
}

/** The wanted permissions that the caller does not have, sorted. Empty: the caller may grant them. */
export const missingPermissions = (
  callerPermissions: ReadonlySet<string>,
  wanted: ReadonlySet<string>,
): readonly string[] => [...wanted].filter((permission) => !callerPermissions.has(permission)).sort();
