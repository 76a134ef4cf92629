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
import { type ApiRequest, readBody, readHeader, readPath, readQuery } from '../../platform/api/request.ts';
import { forbidden } from '../../platform/errors.ts';
import { assignRole } from './assign-role.ts';
import type { ReadHolders } from './holders.ts';
import type { RoleReads } from './reads.ts';
import { refusalOf } from './refusals.ts';
import { replaceRoles } from './replace-roles.ts';
import { revokeRole } from './revoke-role.ts';
import { ASSIGN, type RoleDependencies } from './role-request.ts';

export interface UserRoleDependencies extends RoleDependencies {
  readonly reads: RoleReads;
  readonly holders: ReadHolders;
}

const toGrant = ({ userId, role, grantedBy, grantedAt }: GrantItem): GrantAnswer => ({
  userId,
  role,
  assignedBy: grantedBy,
  assignedAt: grantedAt,
});

/** What was sent, and with which key. Who may not assign at all hears that, whatever else is wrong. */
function instructed<Sent extends object>(request: ApiRequest, read: () => Sent) {
  try {
    return { ...request, ...read(), idempotencyKey: readHeader(request, 'Idempotency-Key', idempotencyKey) };
  } catch (error) {
    throw request.caller.permissions.has(ASSIGN) ? error : forbidden(ASSIGN);
  }
}

/** The routes about who holds which role. */
export function userRoleEndpoints(deps: UserRoleDependencies) {
  const { reads, holders } = deps;
  const [assign, revoke, replace] = [assignRole(deps), revokeRole(deps), replaceRoles(deps)];

  return {
    getUserRoles: async (request) => {
      const { userId } = readPath(request, userPath);
      const grants = await reads.grantsOf(userId);
      if (grants === undefined) throw refusalOf({ reason: 'user_not_found', roles: [] }, request);
      return { status: 200, body: { userId, roles: grants.map(toGrant) } };
    },

    replaceUserRoles: async (request) => ({
      status: 200,
      body: await replace(
        instructed(request, () => ({ ...readPath(request, userPath), ...readBody(request, replaceRolesRequest) })),
      ),
    }),

    assignRole: async (request) => ({
      status: 200,
      body: await assign(instructed(request, () => readPath(request, userRolePath))),
    }),

    revokeRole: async (request) => {
      const read = () => ({ ...readPath(request, userRolePath), ...readQuery(request, revokeRoleQuery) });
      await revoke(instructed(request, read));
      return { status: 204 };
    },

    listRoleUsers: async (request) => {
      const { role } = readPath(request, rolePath);
      const { limit, cursor } = readQuery(request, roleUsersQuery);
      if (!(await reads.isRole(role))) throw refusalOf({ reason: 'role_not_found', roles: [role] }, request);
      const { grants, next } = await holders(role, limit, cursor);
      return { status: 200, body: { items: grants.map(toGrant), nextCursor: next } };
    },
  } satisfies Record<string, Endpoint>;
}
