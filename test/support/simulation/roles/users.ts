import { groupItem, roleItem } from '../../../../contracts/internal/tables.ts';
import { permissionGroups } from '../../../../contracts/permission-groups.ts';
import { builtInRoles, type Permission, permissions } from '../../../../contracts/permissions.ts';
import { authorizationKey } from '../../../../lambdas/domain/authorization/authorization.ts';
import { ADMIN_ROLE, adminHoldersKey, grantItem, grantKey } from '../../../../lambdas/domain/authorization/grants.ts';
import { derivedId, userIdOf } from '../../../../lambdas/platform/runtime.ts';
import { registrationIdOf } from '../registration-id.ts';
import { type Actor, runScenario } from '../run-scenario.ts';
import { SEED_ADMIN } from '../seed.ts';
import type { World } from '../world.ts';

/** The users whose roles change, and the roles that they register with. */
const rolesAtFirst = { ann: ['admin'], bob: ['admin', 'readonly'], cia: [] } as const;
export type User = keyof typeof rolesAtFirst;
export const users = Object.keys(rolesAtFirst) as readonly User[];

export const idOf = (user: User): string => userIdOf(registrationIdOf(user));

/** The callers: two of the users, who are admins; one with every permission who is no admin; one who may assign what they hold; one who may only read. */
const callerIds = {
  root: SEED_ADMIN,
  ann: idOf('ann'),
  bob: idOf('bob'),
  deputy: derivedId('simulated:deputy'),
  clerk: derivedId('simulated:clerk'),
} as const;
export type Caller = keyof typeof callerIds;
export const callers = Object.keys(callerIds) as readonly Caller[];

export const callerIdOf = (caller: Caller): string => callerIds[caller];

/** Roles of our own: what the other callers hold, and one to be given and dropped. */
const ownRoles: Readonly<Record<string, readonly Permission[]>> = {
  root: permissions,
  deputy: ['roles:assign', 'groups:assign', ...(builtInRoles.readonly?.permissions ?? [])],
  clerk: ['users:read', 'roles:read'],
  helper: ['users:read', 'audit:read'],
};

const STARTED = '2026-11-22T08:00:00.000Z';

/** Puts callers, roles and groups where an administrator has put them before. The last two admins are users. */
export function setUpAccess({ database }: World): void {
  const access = database.table('access');
  access.delete(grantKey(SEED_ADMIN, ADMIN_ROLE));
  access.put({ ...adminHoldersKey, active: 2 });
  for (const [name, held] of Object.entries(ownRoles)) {
    access.put({ ...roleItem(name, { description: name, permissions: held, builtIn: false }) });
  }
  for (const [name, group] of Object.entries(permissionGroups)) access.put({ ...groupItem(name, group) });
  for (const role of ['root', 'deputy', 'clerk'] as const) {
    const userId = callerIds[role];
    access.put({ ...authorizationKey(userId), roles: new Set([role]), version: 1 });
    access.put({ ...grantItem({ userId, role, grantedBy: SEED_ADMIN, grantedAt: STARTED }) });
  }
}

const MINUTE_MS = 60_000;
let registered: Promise<World> | undefined;

async function register(): Promise<World> {
  const actors = users.map((key, place): Actor => {
    const account = { key, email: `${key}@example.com`, roles: rolesAtFirst[key] };
    return { does: 'register', ...account, after: place * MINUTE_MS };
  });
  return (await runScenario({ actors }, () => [])).world;
}

/** A world at rest in which the three have registered, by the real workflow; made once. */
export function registeredUsers(): Promise<World> {
  registered ??= register();
  return registered;
}
