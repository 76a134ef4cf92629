import { roleItem } from '../../../contracts/internal/tables.ts';
import { builtInRoles, permissions } from '../../../contracts/permissions.ts';
import { authorizationKey } from '../../../lambdas/domain/authorization/authorization.ts';
import { ADMIN_ROLE, adminHoldersKey, grantItem } from '../../../lambdas/domain/authorization/grants.ts';
import type { Database } from './dynamo/database.ts';

/** The admin who exists before: the caller of every request, in no pool and without a registration. */
export const SEED_ADMIN = '2b7c9a10-8d3e-5f46-9c21-7e5d4c3b2a19';

export const callerContext = { userId: SEED_ADMIN, permissions: permissions.join(' ') };

/** Roles and the first admin, as `npm start` makes them. */
export function seed(database: Database): void {
  const access = database.table('access');
  for (const [name, role] of Object.entries(builtInRoles)) {
    access.put({ ...roleItem(name, { ...role, builtIn: true }) });
  }
  access.put({ ...adminHoldersKey, active: 1 });
  access.put({ ...authorizationKey(SEED_ADMIN), roles: new Set([ADMIN_ROLE]), version: 1 });
  const grantedAt = '2026-11-22T08:00:00.000Z';
  access.put({ ...grantItem({ userId: SEED_ADMIN, role: ADMIN_ROLE, grantedBy: SEED_ADMIN, grantedAt }) });
}
