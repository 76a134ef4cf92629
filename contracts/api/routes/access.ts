import type { Route } from '../route.ts';

const handler = 'access/api';

export const accessRoutes = [
  {
    method: 'GET',
    path: '/v1/users/{userId}/roles',
    operation: 'getUserRoles',
    handler,
    permission: 'users:read',
  },
  {
    method: 'PUT',
    path: '/v1/users/{userId}/roles',
    operation: 'replaceUserRoles',
    handler,
    permission: 'roles:assign',
    refusalIsEvent: true,
  },
  {
    method: 'PUT',
    path: '/v1/users/{userId}/roles/{role}',
    operation: 'assignRole',
    handler,
    permission: 'roles:assign',
    refusalIsEvent: true,
  },
  {
    method: 'DELETE',
    path: '/v1/users/{userId}/roles/{role}',
    operation: 'revokeRole',
    handler,
    permission: 'roles:assign',
    refusalIsEvent: true,
  },
  { method: 'GET', path: '/v1/roles', operation: 'listRoles', handler, permission: 'roles:read' },
  { method: 'POST', path: '/v1/roles', operation: 'createRole', handler, permission: 'roles:manage' },
  { method: 'PATCH', path: '/v1/roles/{role}', operation: 'updateRole', handler, permission: 'roles:manage' },
  { method: 'DELETE', path: '/v1/roles/{role}', operation: 'deleteRole', handler, permission: 'roles:manage' },
  { method: 'GET', path: '/v1/roles/{role}/users', operation: 'listRoleUsers', handler, permission: 'users:read' },
  {
    method: 'GET',
    path: '/v1/permission-groups',
    operation: 'listPermissionGroups',
    handler,
    permission: 'groups:read',
  },
  {
    method: 'GET',
    path: '/v1/permission-groups/manageable',
    operation: 'listManageableGroups',
    handler,
    permission: 'groups:assign',
  },
  {
    method: 'PUT',
    path: '/v1/users/{userId}/permission-groups',
    operation: 'setPermissionGroups',
    handler,
    permission: 'groups:assign',
  },
  { method: 'GET', path: '/v1/me/permissions', operation: 'getMyPermissions', handler, permission: 'signed-in' },
  {
    method: 'POST',
    path: '/v1/authorization/check',
    operation: 'checkAuthorization',
    handler,
    permission: 'signed-in',
  },
] as const satisfies readonly Route[];
