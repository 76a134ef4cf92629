import type { Role } from '../../../contracts/api/access.ts';
import { MAX_ROLES } from '../../../contracts/fields.ts';
import type { RoleItem } from '../../../contracts/internal/tables.ts';
import { type Permission, permissions } from '../../../contracts/permissions.ts';
import type { RoleRefusal } from '../../../contracts/registration.ts';
import type { Caller } from '../../platform/api/endpoint.ts';
import { forbidden, Refusal } from '../../platform/errors.ts';

export const ASSIGN = 'roles:assign' satisfies Permission;

/** Why no role of a user changed, and which roles are the cause. */
export interface Failure {
  readonly reason: RoleRefusal;
  readonly roles: readonly string[];
}

const details: Readonly<Record<RoleRefusal, (roles: string) => string>> = {
  user_not_found: () => 'There is no such user; GET /v1/users lists those that exist.',
  role_not_found: (roles) => `There is no role named ${roles}; GET /v1/roles lists those that exist.`,
  already_has_role: (roles) => `The user has the role ${roles} already.`,
  does_not_have_role: (roles) => `The user does not have the role ${roles}.`,
  last_admin: () => 'The user is the last enabled admin. Make another user an admin first.',
  not_allowed: (roles) =>
    `The change of ${roles} assigns or revokes permissions that you do not have, or exceeds the ${MAX_ROLES} roles that a user can have.`,
  storage_error: () => 'The database did not answer. Nothing was changed; send the same request again.',
};

export const userNotFound = () => new Refusal('user_not_found', details.user_not_found(''));
export const roleNotFound = (name: string) => new Refusal('role_not_found', details.role_not_found(name));

/** A failure as a problem for the caller. */
export function refusalOf({ reason, roles }: Failure, { permissions: callerPermissions }: Caller): Refusal {
  if (reason === 'not_allowed' && !callerPermissions.has(ASSIGN)) return forbidden(ASSIGN);
  return new Refusal(reason === 'storage_error' ? 'unavailable' : reason, details[reason](roles.join(', ')));
}

/** As `refusalOf`, but an unknown role of the body is 422, where an unknown role of the path is 404. */
export function replacementRefusal(failure: Failure, caller: Caller): Refusal {
  if (failure.reason !== 'role_not_found') return refusalOf(failure, caller);
  return new Refusal('unknown_roles', details.role_not_found(failure.roles.join(', ')));
}

export const tooManyChanges = (changes: number) =>
  new Refusal(
    'validation_error',
    `${changes} changes are more than one transaction takes. Send two requests: first with the roles that stay and half of the new ones, then with all of them.`,
    { errors: [{ field: 'roles', message: 'changes too many roles at once' }] },
  );

/** In the order of contracts/permissions.ts, each once; a permission that this version does not know is left out. */
export const inOrder = (names: readonly string[]): Permission[] => permissions.filter((name) => names.includes(name));

/** The description and the permissions of a role. */
export type Definition = Pick<Role, 'description' | 'permissions'>;
type StoredDefinition = Pick<RoleItem, keyof Definition>;

export const definitionOf = (stored: StoredDefinition): Definition => ({
  description: stored.description,
  permissions: inOrder(stored.permissions),
});

export const toRole = (item: RoleItem): Role => ({ name: item.name, ...definitionOf(item), builtIn: item.builtIn });

export const isSameDefinition = (one: StoredDefinition, other: StoredDefinition): boolean =>
  one.description === other.description && inOrder(one.permissions).join() === inOrder(other.permissions).join();

/** A caller creates, changes and deletes only roles whose permissions they have. */
export function refuseMissingPermissions(callerPermissions: ReadonlySet<string>, wanted: readonly string[]): void {
  const missing = inOrder(wanted).filter((permission) => !callerPermissions.has(permission));
  if (missing.length === 0) return;
  throw new Refusal('not_allowed', `The role has permissions that you do not have: ${missing.join(', ')}.`);
}

export function refuseBuiltIn({ name, builtIn }: RoleItem): void {
  if (!builtIn) return;
  throw new Refusal('built_in_role', `The role ${name} is built in; create a role of your own for what differs.`);
}

export const roleExists = (name: string) =>
  new Refusal('role_exists', `There is a role ${name} already; choose another name, or change that one with PATCH.`);

export const roleInUse = (name: string) =>
  new Refusal(
    'role_in_use',
    `A user has the role ${name}; GET /v1/roles/${name}/users lists all of them. Revoke it from them first.`,
  );

/** A role of this name was deleted while users had it: a new role of the name would apply to them. */
export const deletedRoleInUse = (name: string) =>
  new Refusal(
    'role_in_use',
    `A user still has an earlier role ${name}. Revoke it with DELETE /v1/users/{userId}/roles/${name}, or choose another name.`,
  );
