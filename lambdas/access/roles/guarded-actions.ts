import { MAX_ROLES } from '../../../contracts/fields.ts';
import { roleKey } from '../../../contracts/internal/tables.ts';
import { permissions } from '../../../contracts/permissions.ts';
import type { RoleRefusal } from '../../../contracts/registration.ts';
import { type Authorization, authorizationKey } from '../../domain/authorization/authorization.ts';
import * as grants from '../../domain/authorization/grants.ts';
import { MAY_BE_GIVEN_MORE } from '../../domain/profiles.ts';
import type { FailedGuard, GuardedAction, RoleDependencies, RoleRequest } from './run-once.ts';

type Tables = RoleDependencies['tables'];

const checkUser = ({ users }: Tables, userId: string, ConditionExpression: string): GuardedAction => ({
  guard: 'user_not_found',
  action: { ConditionCheck: { TableName: users, Key: { userId }, ConditionExpression } },
});

/** No role is assigned to a user without a profile, or to one who is being deleted. */
export const checkUserIsAssignable = (tables: Tables, { userId }: RoleRequest): GuardedAction =>
  checkUser(tables, userId, MAY_BE_GIVEN_MORE);

/** A user without a profile has no roles either. */
export const checkUserExists = (tables: Tables, { userId }: RoleRequest): GuardedAction =>
  checkUser(tables, userId, 'attribute_exists(userId)');

/** The role has no permission that the caller lacks, as a condition; undefined when the caller lacks none. */
function withinPermissions({ permissions: callerPermissions }: RoleRequest['caller']) {
  const lacked = permissions.filter((permission) => !callerPermissions.has(permission));
  if (lacked.length === 0) return undefined;
  return {
    ConditionExpression: lacked.map((_, index) => `NOT contains(#permissions, :lacked${index})`).join(' AND '),
    ExpressionAttributeNames: { '#permissions': 'permissions' },
    ExpressionAttributeValues: Object.fromEntries(lacked.map((permission, index) => [`:lacked${index}`, permission])),
  };
}

/** The role exists, and the caller has all of its permissions: checked in the transaction that assigns it. */
export function checkRoleIsAssignable({ access }: Tables, { caller }: RoleRequest, role: string): GuardedAction {
  const { ConditionExpression: within, ...placeholders } = withinPermissions(caller) ?? {};
  return {
    guard: 'role_not_found',
    role,
    action: {
      ConditionCheck: {
        TableName: access,
        Key: roleKey(role),
        ConditionExpression: within ? `${grants.ROLE_IS_ASSIGNABLE} AND ${within}` : grants.ROLE_IS_ASSIGNABLE,
        ...placeholders,
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    },
  };
}

/** Why `checkRoleIsAssignable` failed: an existing role has a permission that the caller lacks. */
export const assignmentRefusalReason = ({ item }: FailedGuard): RoleRefusal =>
  item !== undefined && item.retiredAt === undefined ? 'not_allowed' : 'role_not_found';

/** The caller could assign the role, too. A deleted role is revoked by any caller with roles:assign. */
export function checkRoleIsRevocable(
  { access }: Tables,
  { caller }: RoleRequest,
  role: string,
): readonly GuardedAction[] {
  const within = withinPermissions(caller);
  if (within === undefined) return [];
  const check = {
    TableName: access,
    Key: roleKey(role),
    ...within,
    ConditionExpression: `attribute_not_exists(pk) OR (${within.ConditionExpression})`,
  };
  return [{ guard: 'not_allowed', role, action: { ConditionCheck: check } }];
}

export const createGrant = (
  { access }: Tables,
  { userId, caller }: RoleRequest,
  role: string,
  at: string,
): GuardedAction => ({
  guard: 'already_has_role',
  role,
  action: grants.createGrant(access, { userId, role, grantedBy: caller.userId, grantedAt: at }),
});

export const deleteGrant = ({ access }: Tables, { userId }: RoleRequest, role: string): GuardedAction => ({
  guard: 'does_not_have_role',
  role,
  action: grants.deleteGrant(access, userId, role),
});

/** Keeps the count of enabled admins, where a change adds or removes one. */
const countAdmins = (table: string, change: 1 | -1, isCounted: boolean): readonly GuardedAction[] =>
  isCounted ? [{ guard: 'last_admin', role: grants.ADMIN_ROLE, action: grants.countAdmin(table, change) }] : [];

/** Adds a role to the authorization of a user who is assumed to be disabled, or not. */
export const addRole = (
  { access }: Tables,
  { userId }: RoleRequest,
  role: string,
  disabled: boolean,
): readonly GuardedAction[] => [
  {
    guard: 'version_conflict',
    // A deletion writes 3 rows a role in one transaction of 100.
    action: grants.addRoles(access, { userId, roles: [role], disabled, maxRoles: MAX_ROLES }),
  },
  ...countAdmins(access, 1, role === grants.ADMIN_ROLE && !disabled),
];

/** Whether `addRole` failed because the user has the maximum of roles. */
export const hasMaxRoles = ({ item }: FailedGuard): boolean =>
  ((item as Authorization | undefined)?.roles?.size ?? 0) >= MAX_ROLES;

/** Removes a role from the authorization. A former admin is signed out at `at`, and the last enabled admin stays. */
export const subtractRole = (
  { access }: Tables,
  { userId }: RoleRequest,
  role: string,
  { disabled, at }: { readonly disabled: boolean; readonly at: string },
): readonly GuardedAction[] => [
  {
    guard: 'version_conflict',
    action: grants.subtractRoles(access, { userId, roles: [role], disabled, at }),
  },
  ...countAdmins(access, -1, role === grants.ADMIN_ROLE && !disabled),
];

/** Sets all roles of a user whose authorization is as read, or only checks that where nothing changes. */
export function setRoles(
  { access }: Tables,
  { userId }: RoleRequest,
  before: Authorization | undefined,
  change: { readonly roles: readonly string[]; readonly at: string; readonly isChange: boolean },
): readonly GuardedAction[] {
  if (!change.isChange) {
    const check = { TableName: access, Key: authorizationKey(userId), ...grants.unchanged(before) };
    return [{ guard: 'version_conflict', action: { ConditionCheck: check } }];
  }
  const wasAdmin = before?.roles?.has(grants.ADMIN_ROLE) === true;
  const isAdmin = change.roles.includes(grants.ADMIN_ROLE);
  return [
    { guard: 'version_conflict', action: grants.setRoles(access, userId, before, change) },
    ...countAdmins(access, isAdmin ? 1 : -1, wasAdmin !== isAdmin && before?.disabled !== true),
  ];
}
