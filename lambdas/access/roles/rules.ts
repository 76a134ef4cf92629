import type { Role } from '../../../contracts/api/access.ts';
import type { RoleItem } from '../../../contracts/internal/access-items.ts';
import { type Permission, permissions } from '../../../contracts/permissions.ts';
import { Refusal } from '../../platform/errors.ts';

/** In the order of contracts/permissions.ts, each once; what this version does not know is left out. */
export const inOrder = (names: readonly string[]): Permission[] => permissions.filter((name) => names.includes(name));

export const toRole = ({ name, description, permissions: held, builtIn }: RoleItem): Role => ({
  name,
  description,
  permissions: inOrder(held),
  builtIn,
});

/** What a role says and allows. */
export type Definition = Pick<Role, 'description' | 'permissions'>;
type StoredDefinition = Pick<RoleItem, keyof Definition>;

export const definitionOf = ({ description, permissions: held }: StoredDefinition): Definition => ({
  description,
  permissions: inOrder(held),
});

export const sameDefinition = (one: StoredDefinition, other: StoredDefinition): boolean =>
  one.description === other.description && inOrder(one.permissions).join() === inOrder(other.permissions).join();

/** Nobody makes, changes or deletes a role that holds more than her own. */
export function refuseMissingPermissions(held: ReadonlySet<string>, wanted: readonly string[]): void {
  const beyond = inOrder(wanted).filter((permission) => !held.has(permission));
  if (beyond.length === 0) return;
  throw new Refusal('not_allowed', `The role holds permissions that you do not hold: ${beyond.join(', ')}.`);
}

export function refuseBuiltIn({ name, builtIn }: RoleItem): void {
  if (!builtIn) return;
  throw new Refusal('built_in_role', `The role ${name} comes with Rollcall; make a role of your own for what differs.`);
}

export const noSuchRole = (name: string) =>
  new Refusal('role_not_found', `There is no role ${name}; GET /v1/roles lists those that exist.`);

export const roleExists = (name: string) =>
  new Refusal('role_exists', `There is a role ${name} already; choose another name, or change that one with PATCH.`);

export const roleInUse = (name: string) =>
  new Refusal(
    'role_in_use',
    `Somebody holds the role ${name}; GET /v1/roles/${name}/users tells who. Take it from them first.`,
  );

/** A role of this name was deleted, and some grants of it are still there: they would come to life again. */
export const roleStillHeld = (name: string) =>
  new Refusal(
    'role_in_use',
    `Somebody still holds an earlier role ${name}. Take it from them with DELETE /v1/users/{userId}/roles/${name}, or choose another name.`,
  );

export const keyReused = () =>
  new Refusal(
    'idempotency_key_reused',
    'This Idempotency-Key came with another role before; choose a new key for a new request.',
  );
