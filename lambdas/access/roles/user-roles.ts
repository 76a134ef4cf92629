import * as z from 'zod/mini';
import * as contract from '../../../contracts/api/access.ts';

import { idempotencyKey, userPath } from '../../../contracts/api/users.ts';
import { roleName } from '../../../contracts/fields.ts';
import { accessByList, holdersList, roleKey } from '../../../contracts/internal/tables.ts';
import { readAuthorization } from '../../domain/authorization/authorization.ts';
import { type GrantItem, grantKey } from '../../domain/authorization/grants.ts';
import type { Endpoint } from '../../platform/api/api.ts';
import type { ApiRequest } from '../../platform/api/endpoint.ts';
import { readBody, readCursor, readHeader, readPath, readQuery, writeCursor } from '../../platform/api/endpoint.ts';
import { batchGet, type DynamoDBDocumentClient, GetCommand, QueryCommand } from '../../platform/aws/dynamo.ts';
import { forbidden } from '../../platform/errors.ts';
import { assignRole } from './assign-role.ts';
import { replaceRoles } from './replace-roles.ts';
import { revokeRole } from './revoke-role.ts';
import { ASSIGN, roleNotFound, userNotFound } from './rules.ts';
import type { RoleDependencies } from './run-once.ts';

/** A page of a role's grants, newest first; `next` when there may be more. */
interface GrantsPage {
  readonly grants: readonly GrantItem[];
  readonly next: string | undefined;
}

export interface GrantReads {
  /** The grants of a user, by role; undefined when the user does not exist. */
  ofUser(userId: string): Promise<readonly GrantItem[] | undefined>;
  /** Reads as many rows as it returns, however many users have the role. */
  ofRole(role: string, limit: number, cursor: string | undefined): Promise<GrantsPage>;
  isRole(role: string): Promise<boolean>;
}

/** `listedAs` of the last grant that was read (lambdas/domain/authorization/grants.ts), and its role. */
const position = z.strictObject({
  role: roleName,
  listedAs: z.string().check(z.regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z#[0-9a-f-]{36}$/)),
});

/** The grant's key in the index: `listedAs` ends with the user's id. */
const keyAt = (role: string, listedAs: string) => ({
  ...grantKey(listedAs.slice(listedAs.indexOf('#') + 1), role),
  [accessByList.partitionKey]: holdersList(role),
  [accessByList.sortKey]: listedAs,
});

export function grantReads(
  client: DynamoDBDocumentClient,
  { access, users }: { readonly access: string; readonly users: string },
): GrantReads {
  const authorizationOf = readAuthorization(client, access);

  async function exists(TableName: string, Key: Record<string, string>): Promise<boolean> {
    return (await client.send(new GetCommand({ TableName, Key, ConsistentRead: true }))).Item !== undefined;
  }

  return {
    async ofUser(userId) {
      const [isUser, authorization] = await Promise.all([exists(users, { userId }), authorizationOf(userId)]);
      if (!isUser) return undefined;
      const keys = [...(authorization?.roles ?? [])].map((role) => grantKey(userId, role));
      const grants = (await batchGet(client, { [access]: keys }))[access] as readonly unknown[] as readonly GrantItem[];
      return grants.toSorted((one, other) => (one.role < other.role ? -1 : 1));
    },

    async ofRole(role, limit, cursor) {
      const after = cursor && readCursor(cursor, position, (at) => at.role === role).listedAs;
      const answer = await client.send(
        new QueryCommand({
          TableName: access,
          IndexName: accessByList.name,
          KeyConditionExpression: '#list = :list',
          ExpressionAttributeNames: { '#list': accessByList.partitionKey },
          ExpressionAttributeValues: { ':list': holdersList(role) },
          ScanIndexForward: false,
          Limit: limit,
          ...(after ? { ExclusiveStartKey: keyAt(role, after) } : {}),
        }),
      );
      const last = answer.LastEvaluatedKey?.[accessByList.sortKey];
      return {
        grants: (answer.Items ?? []) as readonly unknown[] as readonly GrantItem[],
        next: last && writeCursor({ role, listedAs: last }),
      };
    },

    isRole: (role) => exists(access, roleKey(role)),
  };
}

export interface UserRoleDependencies extends RoleDependencies {
  readonly grants: GrantReads;
}

const toGrant = ({ userId, role, grantedBy, grantedAt }: GrantItem): contract.GrantAnswer => ({
  userId,
  role,
  assignedBy: grantedBy,
  assignedAt: grantedAt,
});

/** The request with its parameters and its key. A missing permission is refused before any other mistake. */
function readRequest<Sent extends object>(request: ApiRequest, read: () => Sent) {
  try {
    return { ...request, ...read(), idempotencyKey: readHeader(request, 'Idempotency-Key', idempotencyKey) };
  } catch (error) {
    throw request.caller.permissions.has(ASSIGN) ? error : forbidden(ASSIGN);
  }
}

/** The routes of users' roles. */
export function userRoleEndpoints(deps: UserRoleDependencies) {
  const [assign, revoke, replace] = [assignRole(deps), revokeRole(deps), replaceRoles(deps)];

  return {
    getUserRoles: async (request) => {
      const { userId } = readPath(request, userPath);
      const grants = await deps.grants.ofUser(userId);
      if (grants === undefined) throw userNotFound();
      return { status: 200, body: { userId, roles: grants.map(toGrant) } };
    },

    replaceUserRoles: async (request) => ({
      status: 200,
      body: await replace(
        readRequest(request, () => ({
          ...readPath(request, userPath),
          ...readBody(request, contract.replaceRolesRequest),
        })),
      ),
    }),

    assignRole: async (request) => ({
      status: 200,
      body: await assign(readRequest(request, () => readPath(request, contract.userRolePath))),
    }),

    revokeRole: async (request) => {
      const read = () => ({
        ...readPath(request, contract.userRolePath),
        ...readQuery(request, contract.revokeRoleQuery),
      });
      await revoke(readRequest(request, read));
      return { status: 204 };
    },

    listRoleUsers: async (request) => {
      const { role } = readPath(request, contract.rolePath);
      const { limit, cursor } = readQuery(request, contract.roleUsersQuery);
      if (!(await deps.grants.isRole(role))) throw roleNotFound(role);
      const { grants, next } = await deps.grants.ofRole(role, limit, cursor);
      return { status: 200, body: { items: grants.map(toGrant), nextCursor: next } };
    },
  } satisfies Record<string, Endpoint>;
}
