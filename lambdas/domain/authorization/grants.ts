import { holdersList, roleKey } from '../../../contracts/internal/tables.ts';
import type { WriteAction } from '../../platform/aws/dynamo.ts';
import { type Authorization, authorizationKey } from './authorization.ts';

/**
 * The items of grants in the access table, and the actions that write them. Each capability that assigns or revokes
 * roles does so inside its own transaction:
 *   USER#<userId> / AUTHORIZATION   see authorization.ts
 *   USER#<userId> / GRANT#<role>    { role, userId, grantedBy, grantedAt }, listed under its role
 *   ROLE#<role>   / ROLE            contracts/internal/tables.ts, with GROUP#<group> / GROUP
 *   ROLE#admin    / HOLDERS         { active }: the number of enabled admins, so that the last one stays
 */
export const ADMIN_ROLE = 'admin';

export const grantKey = (userId: string, role: string) => ({ pk: `USER#${userId}`, sk: `GRANT#${role}` });
export const adminHoldersKey = { pk: `ROLE#${ADMIN_ROLE}`, sk: 'HOLDERS' };

/** Who assigned which role, and when; under `grantKey`. */
export interface GrantItem {
  readonly userId: string;
  readonly role: string;
  readonly grantedBy: string;
  readonly grantedAt: string;
}

export const grantItem = (grant: GrantItem) => ({
  ...grantKey(grant.userId, grant.role),
  ...grant,
  list: holdersList(grant.role),
  // Unique, so that a cursor is exact; oldest first.
  listedAs: `${grant.grantedAt}#${grant.userId}`,
});

/** The role exists, and no deletion of it has begun. A condition on the role's item. */
export const ROLE_IS_ASSIGNABLE = 'attribute_exists(pk) AND attribute_not_exists(retiredAt)';

/** The user is, or is not, disabled. A condition on the user's authorization. */
export const isDisabled = (disabled: boolean) => ({
  condition: disabled ? 'disabled = :disabled' : '(attribute_not_exists(disabled) OR disabled = :disabled)',
  values: { ':disabled': disabled },
});

/** Optimistic locking: fails when the authorization changed since it was read, so that no admin is counted twice. */
export const unchanged = (authorization: Authorization | undefined) =>
  authorization === undefined
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        ConditionExpression: '#version = :readVersion',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':readVersion': authorization.version },
      };

/** Creates the grant; fails when the user has the role. */
export const createGrant = (table: string, grant: GrantItem): WriteAction => ({
  Put: { TableName: table, Item: grantItem(grant), ConditionExpression: 'attribute_not_exists(pk)' },
});

/** Deletes the grant; fails when the user does not have the role. */
export const deleteGrant = (table: string, userId: string, role: string): WriteAction => ({
  Delete: { TableName: table, Key: grantKey(userId, role), ConditionExpression: 'attribute_exists(pk)' },
});

/** Adds an enabled admin to the count, or subtracts one; fails when that would leave none. */
export function countAdmin(table: string, change: 1 | -1): WriteAction {
  const update = { TableName: table, Key: adminHoldersKey, UpdateExpression: 'ADD active :change' };
  const guard = { ConditionExpression: 'active > :one', ExpressionAttributeValues: { ':change': change, ':one': 1 } };
  return {
    Update: { ...update, ...(change === -1 ? guard : { ExpressionAttributeValues: { ':change': change } }) },
  };
}

interface AuthorizationUpdate {
  readonly expression: string;
  readonly conditions?: readonly string[];
  readonly values?: Readonly<Record<string, unknown>>;
}

/** Updates the authorization and counts its version up. A failed condition returns the item as it is. */
function updateAuthorization(table: string, userId: string, update: AuthorizationUpdate): WriteAction {
  const { expression, conditions = [], values } = update;
  const condition = conditions.join(' AND ');
  const names: Record<string, string> = `${expression} ${condition}`.includes('#roles') ? { '#roles': 'roles' } : {};
  return {
    Update: {
      TableName: table,
      Key: authorizationKey(userId),
      UpdateExpression: expression,
      ...(condition ? { ConditionExpression: condition } : {}),
      ExpressionAttributeNames: { '#version': 'version', ...names },
      ExpressionAttributeValues: { ':one': 1, ...values },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  };
}

interface RolesOfUser {
  readonly userId: string;
  readonly roles: readonly string[];
  /** As read or assumed: a disabled admin is not counted, so the condition holds for the admin role only. */
  readonly disabled?: boolean;
}

/** Adds roles; fails when the user is disabled other than assumed, or has `maxRoles` already. */
export function addRoles(
  table: string,
  { userId, roles, disabled = false, maxRoles }: RolesOfUser & { readonly maxRoles?: number },
): WriteAction {
  const assumed = roles.includes(ADMIN_ROLE) ? isDisabled(disabled) : undefined;
  return updateAuthorization(table, userId, {
    expression: roles.length > 0 ? 'ADD #version :one, #roles :roles' : 'ADD #version :one',
    conditions: [
      ...(maxRoles === undefined ? [] : ['(attribute_not_exists(#roles) OR size(#roles) < :maxRoles)']),
      ...(assumed ? [assumed.condition] : []),
    ],
    values: {
      ...(roles.length > 0 ? { ':roles': new Set(roles) } : {}),
      ...(maxRoles === undefined ? {} : { ':maxRoles': maxRoles }),
      ...assumed?.values,
    },
  });
}

/** Removes roles, and signs a former admin out at `at`; fails when the user is disabled other than assumed. */
export function subtractRoles(
  table: string,
  { userId, roles, disabled = false, at }: RolesOfUser & { readonly at: string },
): WriteAction {
  const expression = 'DELETE #roles :roles ADD #version :one';
  const values = { ':roles': new Set(roles) };
  if (!roles.includes(ADMIN_ROLE)) return updateAuthorization(table, userId, { expression, values });
  const assumed = isDisabled(disabled);
  return updateAuthorization(table, userId, {
    expression: `SET signedOutAt = :at ${expression}`,
    conditions: [assumed.condition],
    values: { ...values, ...assumed.values, ':at': at },
  });
}

/** Sets all roles of an authorization, and signs a former admin out at `at`; fails when it changed since it was read. */
export function setRoles(
  table: string,
  userId: string,
  before: Authorization | undefined,
  { roles, at }: { readonly roles: readonly string[]; readonly at: string },
): WriteAction {
  const { ConditionExpression, ExpressionAttributeValues } = unchanged(before);
  const isFormerAdmin = before?.roles?.has(ADMIN_ROLE) === true && !roles.includes(ADMIN_ROLE);
  // DynamoDB has no empty set.
  const change = roles.length > 0 ? 'SET #roles = :roles' : 'REMOVE #roles';
  const signOut = isFormerAdmin ? `${roles.length > 0 ? ',' : ' SET'} signedOutAt = :at` : '';
  return updateAuthorization(table, userId, {
    expression: `${change}${signOut} ADD #version :one`,
    conditions: [ConditionExpression],
    values: {
      ...ExpressionAttributeValues,
      ...(roles.length > 0 ? { ':roles': new Set(roles) } : {}),
      ...(isFormerAdmin ? { ':at': at } : {}),
    },
  });
}

interface Grant extends RolesOfUser {
  readonly grantedBy: string;
  readonly at: Date;
}

/**
 * Assigns roles, once. The first `roles.length` actions check that each role exists, in the order of `roles`; the
 * next as many fail where the user has that role already; the last one where the user is disabled other than read,
 * which matters for an admin role only.
 */
export function grantActions(table: string, grant: Grant): readonly WriteAction[] {
  const { userId, roles, grantedBy, at, disabled = false } = grant;
  const checks = roles.map((role) => ({
    ConditionCheck: { TableName: table, Key: roleKey(role), ConditionExpression: ROLE_IS_ASSIGNABLE },
  }));
  const puts = roles.map((role) => createGrant(table, { userId, role, grantedBy, grantedAt: at.toISOString() }));
  const count = roles.includes(ADMIN_ROLE) && !disabled ? [countAdmin(table, 1)] : [];
  return [...checks, ...puts, ...count, addRoles(table, { userId, roles, disabled })];
}

/**
 * Deletes a user's authorization and grants. The first action fails when that would leave no enabled admin, the last
 * one when the authorization changed since it was read: read again.
 */
export function removeAuthorizationActions(
  table: string,
  userId: string,
  authorization: Authorization | undefined,
): readonly WriteAction[] {
  const roles = [...(authorization?.roles ?? [])];
  const counted = roles.includes(ADMIN_ROLE) && authorization?.disabled !== true;
  return [
    ...(counted ? [countAdmin(table, -1)] : []),
    ...roles.map((role) => ({ Delete: { TableName: table, Key: grantKey(userId, role) } })),
    { Delete: { TableName: table, Key: authorizationKey(userId), ...unchanged(authorization) } },
  ];
}
