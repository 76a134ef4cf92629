import type { GroupItem } from '../../../contracts/internal/tables.ts';
import { permissions as allPermissions } from '../../../contracts/permissions.ts';
import { forbidden, Refusal } from '../../platform/errors.ts';

type Permissions = ReadonlySet<string>;

const hasAll = (callerPermissions: Permissions, wanted: readonly string[]): boolean =>
  wanted.every((permission) => callerPermissions.has(permission));

/** Which callers may add a user to a group of this kind, or remove one from it. */
const mayAssign: Readonly<Record<GroupItem['kind'], (group: GroupItem, callerPermissions: Permissions) => boolean>> = {
  // It follows the subscription.
  subscription: () => false,
  // Operators of the whole system.
  system: (_, callerPermissions) => hasAll(callerPermissions, allPermissions),
  // A caller assigns only permissions that they have.
  manageable: ({ permissions }, callerPermissions) =>
    callerPermissions.has('groups:assign') && hasAll(callerPermissions, permissions),
};

export const isAssignableBy = (group: GroupItem, callerPermissions: Permissions): boolean =>
  mayAssign[group.kind](group, callerPermissions);

/** The groups that the caller may assign as a manager of users (`get_groups_manageable_by_users`). */
export const manageableBy = (groups: readonly GroupItem[], callerPermissions: Permissions): readonly GroupItem[] =>
  groups.filter((group) => group.kind === 'manageable' && isAssignableBy(group, callerPermissions));

export function refuseWithoutPermission(callerPermissions: Permissions): void {
  if (!callerPermissions.has('groups:assign')) throw forbidden('groups:assign');
}

export function refuseUnknown(names: readonly string[]): void {
  if (names.length === 0) return;
  throw new Refusal(
    'unknown_groups',
    `There is no permission group named ${names.join(', ')}; GET /v1/permission-groups lists those that exist.`,
  );
}

export function refuseUnassignable(changed: readonly GroupItem[], callerPermissions: Permissions): void {
  const names = changed.filter((group) => !isAssignableBy(group, callerPermissions)).map(({ name }) => name);
  if (names.length === 0) return;
  throw new Refusal(
    'not_allowed',
    `You may neither assign nor revoke the permission groups ${names.join(', ')}; leave them as they are.`,
  );
}
