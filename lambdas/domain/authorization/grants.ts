import { holdersList, roleKey } from '../../../contracts/internal/access-items.ts';
import type { WriteAction } from '../../platform/aws/transaction.ts';
import { type Authorization, authorizationKey } from './authorization.ts';

/**
 * Who holds which role, in the access table. Several capabilities write grants, each inside its own
 * transaction, so the items and the actions stand here:
 *   USER#<userId> / AUTHORIZATION   { roles: Set, groups: Set, version, disabled?, signedOutAt? }: the one read of a request
 *   USER#<userId> / GRANT#<role>    { role, userId, grantedBy, grantedAt }, listed under its role
 *   ROLE#<role>   / ROLE            contracts/internal/access-items.ts, with GROUP#<group> / GROUP
 *   ROLE#admin    / HOLDERS         { active }: enabled admins, so that the last one can be kept
 */
export const ADMIN_ROLE = 'admin';

export const grantKey = (userId: string, role: string) => ({ pk: `USER#${userId}`, sk: `GRANT#${role}` });
export const adminHoldersKey = { pk: `ROLE#${ADMIN_ROLE}`, sk: 'HOLDERS' };

/** Who gave which role, and when; under `grantKey`. */
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

/** There is such a role, and it is not about to be deleted. */
export const ROLE_IS_GIVEN = 'attribute_exists(pk) AND attribute_not_exists(retiredAt)';

export interface Grant {
  readonly userId: string;
  readonly roles: readonly string[];
  readonly grantedBy: string;
  readonly at: Date;
  /** Whether the user is disabled, as it was read: a disabled admin is not counted. */
  readonly disabled?: boolean;
}

/** That the user is, or is not, disabled, as a condition on her authorization. */
export const isDisabled = (disabled: boolean) => ({
  condition: disabled ? 'disabled = :disabled' : '(attribute_not_exists(disabled) OR disabled = :disabled)',
  values: { ':disabled': disabled },
});

/** Counts an enabled admin more (1) or less (-1); the last one cannot be taken away. */
export function countAdmin(table: string, change: 1 | -1): WriteAction {
  const guard = { ConditionExpression: 'active > :one', ExpressionAttributeValues: { ':change': change, ':one': 1 } };
  return {
    Update: {
      TableName: table,
      Key: adminHoldersKey,
      UpdateExpression: 'ADD active :change',
      ...(change === -1 ? guard : { ExpressionAttributeValues: { ':change': change } }),
    },
  };
}

/** Fails when an admin role is given and the user is not disabled, or enabled, as she was read to be. */
function addRoles(table: string, { userId, roles, disabled = false }: Grant): WriteAction {
  const names: Record<string, string> = roles.length > 0 ? { '#roles': 'roles' } : {};
  const added = roles.length > 0 ? { ':roles': new Set(roles) } : {};
  const counted = roles.includes(ADMIN_ROLE) ? isDisabled(disabled) : undefined;
  return {
    Update: {
      TableName: table,
      Key: authorizationKey(userId),
      UpdateExpression: roles.length > 0 ? 'ADD #version :one, #roles :roles' : 'ADD #version :one',
      ...(counted ? { ConditionExpression: counted.condition } : {}),
      ExpressionAttributeNames: { '#version': 'version', ...names },
      ExpressionAttributeValues: { ':one': 1, ...added, ...counted?.values },
    },
  };
}

/** Gives a role to who does not have it. */
export const createGrant = (table: string, grant: GrantItem): WriteAction => ({
  Put: { TableName: table, Item: grantItem(grant), ConditionExpression: 'attribute_not_exists(pk)' },
});

/**
 * Gives roles, once. The first `roles.length` actions check that each role exists, in the order of
 * `roles`; the next as many fail where the user has that role already; the last one where she is disabled
 * other than said, which matters for an admin role only.
 */
export function grantActions(table: string, grant: Grant): readonly WriteAction[] {
  const { userId, roles, grantedBy, at, disabled = false } = grant;
  const checks = roles.map((role) => ({
    ConditionCheck: { TableName: table, Key: roleKey(role), ConditionExpression: ROLE_IS_GIVEN },
  }));
  const puts = roles.map((role) => createGrant(table, { userId, role, grantedBy, grantedAt: at.toISOString() }));
  const count = roles.includes(ADMIN_ROLE) && !disabled ? [countAdmin(table, 1)] : [];
  return [...checks, ...puts, ...count, addRoles(table, grant)];
}

/** Holds while nobody changed what was read: two operations on one user never count her twice. */
export const unchanged = (held: Authorization | undefined) =>
  held === undefined
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        ConditionExpression: '#version = :held',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':held': held.version },
      };

/**
 * Takes everything away. The first action refuses when that would leave no enabled admin, the last
 * one when the user's roles are no longer what was read: read again.
 */
export function removeAuthorizationActions(
  table: string,
  userId: string,
  held: Authorization | undefined,
): readonly WriteAction[] {
  const roles = [...(held?.roles ?? [])];
  const counted = roles.includes(ADMIN_ROLE) && held?.disabled !== true;
  return [
    ...(counted ? [countAdmin(table, -1)] : []),
    ...roles.map((role) => ({ Delete: { TableName: table, Key: grantKey(userId, role) } })),
    { Delete: { TableName: table, Key: authorizationKey(userId), ...unchanged(held) } },
  ];
}
