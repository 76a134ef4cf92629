import { roleKey } from '../../../contracts/internal/access-items.ts';
import { permissions } from '../../../contracts/permissions.ts';
import type { RoleRefusal } from '../../../contracts/registration.ts';
import { createGrant, grantKey, ROLE_IS_GIVEN } from '../../domain/authorization/grants.ts';
import { MAY_BE_GIVEN_MORE } from '../../domain/profiles.ts';
import type { GuardedAction, Refused } from './outcome.ts';
import type { RoleRequest, RoleTables } from './role-request.ts';

/** Nobody can be given a role whose profile is not there, or who is being deleted. */
export const userIsThere = ({ users }: RoleTables, { userId }: RoleRequest): GuardedAction => ({
  guard: 'user_not_found',
  action: {
    ConditionCheck: {
      TableName: users,
      Key: { userId },
      ConditionExpression: MAY_BE_GIVEN_MORE,
    },
  },
});

/** Whose profile is gone has no roles either. */
export const profileIsThere = ({ users }: RoleTables, { userId }: RoleRequest): GuardedAction => ({
  guard: 'user_not_found',
  action: {
    ConditionCheck: { TableName: users, Key: { userId }, ConditionExpression: 'attribute_exists(userId)' },
  },
});

/** That a role holds nothing of what the caller lacks; undefined when she lacks nothing. */
function withinReach(caller: RoleRequest['caller']) {
  const lacked = permissions.filter((permission) => !caller.permissions.has(permission));
  if (lacked.length === 0) return undefined;
  return {
    ConditionExpression: lacked.map((_, index) => `NOT contains(#permissions, :lacked${index})`).join(' AND '),
    ExpressionAttributeNames: { '#permissions': 'permissions' },
    ExpressionAttributeValues: Object.fromEntries(lacked.map((permission, index) => [`:lacked${index}`, permission])),
  };
}

/** There is such a role, and the caller holds all that it does: checked in the transaction that gives it. */
export function roleMayBeGiven({ access }: RoleTables, { caller }: RoleRequest, role: string): GuardedAction {
  const { ConditionExpression: reach, ...placeholders } = withinReach(caller) ?? {};
  return {
    guard: 'role_not_found',
    role,
    action: {
      ConditionCheck: {
        TableName: access,
        Key: roleKey(role),
        ConditionExpression: reach ? `${ROLE_IS_GIVEN} AND ${reach}` : ROLE_IS_GIVEN,
        ...placeholders,
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      },
    },
  };
}

/** Why `roleMayBeGiven` refused: where there is such a role, it holds more than the caller. */
export const assignmentRefusalReason = ({ item }: Refused): RoleRefusal =>
  item !== undefined && item.retiredAt === undefined ? 'not_allowed' : 'role_not_found';

/** Nobody takes what she could not give; a role that the catalogue has no more is taken by anybody who may. */
export function roleMayBeTaken(
  { access }: RoleTables,
  { caller }: RoleRequest,
  role: string,
): readonly GuardedAction[] {
  const reach = withinReach(caller);
  if (reach === undefined) return [];
  const check = {
    TableName: access,
    Key: roleKey(role),
    ...reach,
    ConditionExpression: `attribute_not_exists(pk) OR (${reach.ConditionExpression})`,
  };
  return [{ guard: 'not_allowed', role, action: { ConditionCheck: check } }];
}

export const createGrantAction = (
  { access }: RoleTables,
  { userId, caller }: RoleRequest,
  role: string,
  at: string,
): GuardedAction => ({
  guard: 'already_has_role',
  role,
  action: createGrant(access, { userId, role, grantedBy: caller.userId, grantedAt: at }),
});

export const deleteGrant = ({ access }: RoleTables, { userId }: RoleRequest, role: string): GuardedAction => ({
  guard: 'does_not_have_role',
  role,
  action: {
    Delete: { TableName: access, Key: grantKey(userId, role), ConditionExpression: 'attribute_exists(pk)' },
  },
});
