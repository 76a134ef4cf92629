import {
  type GrantAnswer,
  replaceRolesRequest,
  revokeRoleQuery,
  rolePath,
  roleUsersQuery,
  userRolePath,
} from '../../../contracts/api/access.ts';
import { idempotencyKey, userPath } from '../../../contracts/api/users.ts';
import type { GrantItem } from '../../domain/authorization/grants.ts';
import type { Endpoint } from '../../platform/api/api.ts';
import { type ApiRequest, readBody, readHeader, readPath, readQuery } from '../../platform/api/endpoint.ts';
import { forbidden } from '../../platform/errors.ts';
import { assignRole } from './assign-role.ts';
import type { GrantReads } from './grant-reads.ts';
import { replaceRoles } from './replace-roles.ts';
import { revokeRole } from './revoke-role.ts';
import { ASSIGN, roleNotFound, userNotFound } from './rules.ts';
import type { RoleDependencies } from './run-once.ts';

export interface UserRoleDependencies extends RoleDependencies {
  readonly grants: GrantReads;
}

const toGrant = ({ userId, role, grantedBy, grantedAt }: GrantItem): GrantAnswer => ({
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
        readRequest(request, () => ({ ...readPath(request, userPath), ...readBody(request, replaceRolesRequest) })),
      ),
    }),

    assignRole: async (request) => ({
      status: 200,
      body: await assign(readRequest(request, () => readPath(request, userRolePath))),
    }),

    revokeRole: async (request) => {
      const read = () => ({ ...readPath(request, userRolePath), ...readQuery(request, revokeRoleQuery) });
      await revoke(readRequest(request, read));
      return { status: 204 };
    },

    listRoleUsers: async (request) => {
      const { role } = readPath(request, rolePath);
      const { limit, cursor } = readQuery(request, roleUsersQuery);
      if (!(await deps.grants.isRole(role))) throw roleNotFound(role);
      const { grants, next } = await deps.grants.ofRole(role, limit, cursor);
      return { status: 200, body: { items: grants.map(toGrant), nextCursor: next } };
    },
  } satisfies Record<string, Endpoint>;
}
