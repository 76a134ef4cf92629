import type { Route } from '../route.ts';

export const auditRoutes = [
  {
    method: 'GET',
    path: '/v1/admin/audit/logs',
    operation: 'listAuditEntries',
    handler: 'audit/api',
    permission: 'audit:read',
  },
] as const satisfies readonly Route[];
