import type { Route } from '../route.ts';

const login = 'authentication/login';
const handler = 'sessions/api';

export const sessionRoutes = [
  { method: 'POST', path: '/v1/auth/login', operation: 'logIn', handler: login, permission: 'public' },
  {
    method: 'POST',
    path: '/v1/auth/login/external',
    operation: 'logInExternally',
    handler: 'authentication/external-login',
    permission: 'public',
  },
  { method: 'POST', path: '/v1/auth/refresh', operation: 'refreshSession', handler: login, permission: 'public' },
  { method: 'POST', path: '/v1/auth/logout', operation: 'logOut', handler, permission: 'signed-in' },
  {
    method: 'POST',
    path: '/v1/auth/logout-all',
    operation: 'logOutEverywhere',
    handler,
    permission: 'signed-in',
  },
  { method: 'GET', path: '/v1/me', operation: 'getMe', handler, permission: 'signed-in' },
  { method: 'GET', path: '/v1/me/sessions', operation: 'listMySessions', handler, permission: 'signed-in' },
  {
    method: 'DELETE',
    path: '/v1/me/sessions/{sessionId}',
    operation: 'revokeMySession',
    handler,
    permission: 'signed-in',
  },
  {
    method: 'GET',
    path: '/v1/admin/sessions',
    operation: 'listUserSessions',
    handler,
    permission: 'sessions:read',
  },
  {
    method: 'DELETE',
    path: '/v1/admin/sessions/{sessionId}',
    operation: 'revokeSession',
    handler,
    permission: 'sessions:revoke',
  },
] as const satisfies readonly Route[];
