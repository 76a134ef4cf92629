import { MAX_ROLES } from '../../../contracts/fields.ts';
import { type Authorization, authorizationKey } from '../../domain/authorization/authorization.ts';
import { ADMIN_ROLE, countAdmin, isDisabled, unchanged } from '../../domain/authorization/grants.ts';
import type { GuardedAction, Refused } from './outcome.ts';
import type { Replacement } from './replacement.ts';
import type { RoleTables } from './role-request.ts';

/** An update of what a user holds, on a condition. */
interface Update {
  readonly expression: string;
  readonly condition?: string | undefined;
  readonly values?: Readonly<Record<string, unknown>>;
}

const updateAuthorization = (
  table: string,
  userId: string,
  { expression, condition, values }: Update,
): GuardedAction => ({
  guard: 'moved',
  action: {
    Update: {
      TableName: table,
      Key: authorizationKey(userId),
      UpdateExpression: expression,
      ...(condition ? { ConditionExpression: condition } : {}),
      ExpressionAttributeNames: { '#version': 'version', '#roles': 'roles' },
      ExpressionAttributeValues: { ':one': 1, ...values },
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    },
  },
});

/** Counts admins who are not disabled, where one comes or goes. */
const counting = ({ access }: RoleTables, change: 1 | -1, counted: boolean): readonly GuardedAction[] =>
  counted ? [{ guard: 'last_admin', role: ADMIN_ROLE, action: countAdmin(access, change) }] : [];

/** A role more, for a user who is disabled or not, as assumed: only for the admins' count it matters. */
export function addRole(tables: RoleTables, userId: string, role: string, disabled: boolean): readonly GuardedAction[] {
  const isAdmin = role === ADMIN_ROLE;
  const as = isDisabled(disabled);
  // A deletion writes 3 rows a role in one transaction of 100.
  const room = '(attribute_not_exists(#roles) OR size(#roles) < :most)';
  return [
    updateAuthorization(tables.access, userId, {
      expression: 'ADD #version :one, #roles :roles',
      condition: isAdmin ? `${room} AND ${as.condition}` : room,
      values: { ':roles': new Set([role]), ':most': MAX_ROLES, ...(isAdmin ? as.values : {}) },
    }),
    ...counting(tables, 1, isAdmin && !disabled),
  ];
}

/** Whether `addRole` refused because the user has as many roles as one can have. */
export const hasNoRoom = ({ item }: Refused): boolean =>
  ((item as Authorization | undefined)?.roles?.size ?? 0) >= MAX_ROLES;

/** A role less. Who is no admin any more is signed out at `at`, and the last enabled one stays. */
export function revokeRoleActions(
  tables: RoleTables,
  userId: string,
  role: string,
  { disabled, at }: { readonly disabled: boolean; readonly at: string },
): readonly GuardedAction[] {
  const expression = 'DELETE #roles :roles ADD #version :one';
  const values = { ':roles': new Set([role]) };
  if (role !== ADMIN_ROLE) return [updateAuthorization(tables.access, userId, { expression, values })];
  const as = isDisabled(disabled);
  return [
    updateAuthorization(tables.access, userId, {
      expression: `SET signedOutAt = :at ${expression}`,
      condition: as.condition,
      values: { ...values, ...as.values, ':at': at },
    }),
    ...counting(tables, -1, !disabled),
  ];
}

/** All roles at once, while nobody changed what was read. */
export function setRoles(tables: RoleTables, { userId, held, after, at }: Replacement): readonly GuardedAction[] {
  const condition = unchanged(held);
  const [was, is] = [held?.roles?.has(ADMIN_ROLE) === true, after.includes(ADMIN_ROLE)];
  const set = [...(after.length > 0 ? ['#roles = :roles'] : []), ...(was && !is ? ['signedOutAt = :at'] : [])];
  const expression = [
    ...(set.length > 0 ? [`SET ${set.join(', ')}`] : []),
    ...(after.length > 0 ? [] : ['REMOVE #roles']),
    'ADD #version :one',
  ].join(' ');
  return [
    updateAuthorization(tables.access, userId, {
      expression,
      condition: condition.ConditionExpression,
      values: {
        ...condition.ExpressionAttributeValues,
        ...(after.length > 0 ? { ':roles': new Set(after) } : {}),
        ...(was && !is ? { ':at': at.toISOString() } : {}),
      },
    }),
    ...counting(tables, is ? 1 : -1, was !== is && held?.disabled !== true),
  ];
}

/** That nobody changed what was read. */
export const rolesAreUnchanged = ({ access }: RoleTables, { userId, held }: Replacement): GuardedAction => ({
  guard: 'moved',
  action: { ConditionCheck: { TableName: access, Key: authorizationKey(userId), ...unchanged(held) } },
});
