import type { Route } from '../route.ts';

export const serviceRoutes = [
  { method: 'GET', path: '/v1/health', operation: 'getHealth', handler: 'health/api', permission: 'public' },
  { method: 'GET', path: '/openapi.json', operation: 'getOpenApi', handler: 'health/api', permission: 'public' },
] as const satisfies readonly Route[];
