import type { Route } from '../route.ts';

export const userRoutes = [
  { method: 'GET', path: '/v1/users', operation: 'listUsers', handler: 'accounts/api', permission: 'users:read' },
  {
    method: 'GET',
    path: '/v1/users/{userId}',
    operation: 'getUser',
    handler: 'accounts/api',
    permission: 'users:read',
  },
  {
    method: 'DELETE',
    path: '/v1/users/{userId}',
    operation: 'deleteUser',
    handler: 'accounts/api',
    permission: 'users:delete',
  },
  {
    method: 'POST',
    path: '/v1/users/{userId}/disable',
    operation: 'disableUser',
    handler: 'accounts/api',
    permission: 'users:disable',
  },
  {
    method: 'POST',
    path: '/v1/users/{userId}/enable',
    operation: 'enableUser',
    handler: 'accounts/api',
    permission: 'users:disable',
  },
] as const satisfies readonly Route[];
