import type { Route } from '../route.ts';

const handler = 'passwords/api';

export const passwordRoutes = [
  {
    method: 'POST',
    path: '/v1/auth/password/forgot',
    operation: 'forgotPassword',
    handler,
    permission: 'public',
  },
  { method: 'POST', path: '/v1/auth/password/reset', operation: 'resetPassword', handler, permission: 'public' },
  { method: 'POST', path: '/v1/me/password', operation: 'changePassword', handler, permission: 'signed-in' },
] as const satisfies readonly Route[];
