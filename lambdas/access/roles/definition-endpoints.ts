import { createRoleRequest, rolePath, updateRoleRequest } from '../../../contracts/api/access.ts';
import { idempotencyKey } from '../../../contracts/api/users.ts';
import type { Endpoint } from '../../platform/api/api.ts';
import { readBody, readHeader, readPath } from '../../platform/api/request.ts';
import { createRole } from './create-role.ts';
import { type DeletionDependencies, deleteRole } from './delete-role.ts';
import { toRole } from './rules.ts';
import { updateRole } from './update-role.ts';

/** The routes about the roles themselves. */
export function catalogueEndpoints(deps: DeletionDependencies) {
  const [create, update, remove] = [createRole(deps), updateRole(deps), deleteRole(deps)];

  return {
    listRoles: async () => ({ status: 200, body: { items: (await deps.catalogue.list()).map(toRole) } }),

    createRole: async (request) => ({
      status: 201,
      headers: { location: '/v1/roles' },
      body: await create({
        ...request,
        body: readBody(request, createRoleRequest),
        idempotencyKey: readHeader(request, 'Idempotency-Key', idempotencyKey),
      }),
    }),

    updateRole: async (request) => ({
      status: 200,
      body: await update({ ...request, ...readPath(request, rolePath), body: readBody(request, updateRoleRequest) }),
    }),

    deleteRole: async (request) => {
      await remove({ ...request, ...readPath(request, rolePath) });
      return { status: 204 };
    },
  } satisfies Record<string, Endpoint>;
}
