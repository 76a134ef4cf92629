import { createRoleRequest, rolePath, updateRoleRequest } from '../../../contracts/api/access.ts';
import { idempotencyKey } from '../../../contracts/api/users.ts';
import type { Endpoint } from '../../platform/api/api.ts';
import { readBody, readHeader, readPath } from '../../platform/api/endpoint.ts';
import { createRole, type DeletionDependencies, deleteRole, updateRole } from './role-definitions.ts';
import { toRole } from './rules.ts';

/** The routes of role definitions. */
export function definitionEndpoints(deps: DeletionDependencies) {
  const operations = { create: createRole(deps), update: updateRole(deps), delete: deleteRole(deps) };

  return {
    listRoles: async () => ({ status: 200, body: { items: (await deps.store.list()).map(toRole) } }),

    createRole: async (request) => ({
      status: 201,
      headers: { location: '/v1/roles' },
      body: await operations.create({
        ...request,
        body: readBody(request, createRoleRequest),
        idempotencyKey: readHeader(request, 'Idempotency-Key', idempotencyKey),
      }),
    }),

    updateRole: async (request) => ({
      status: 200,
      body: await operations.update({
        ...request,
        ...readPath(request, rolePath),
        body: readBody(request, updateRoleRequest),
      }),
    }),

    deleteRole: async (request) => {
      await operations.delete({ ...request, ...readPath(request, rolePath) });
      return { status: 204 };
    },
  } satisfies Record<string, Endpoint>;
}
