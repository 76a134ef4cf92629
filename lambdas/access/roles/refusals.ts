import { MAX_ROLES } from '../../../contracts/fields.ts';
import type { RoleRefusal } from '../../../contracts/registration.ts';
import { forbidden, Refusal } from '../../platform/errors.ts';
import { ASSIGN, type RoleRequest } from './role-request.ts';

/** Why nothing was written, and which roles are to blame. */
export interface Failure {
  readonly reason: RoleRefusal;
  readonly roles: readonly string[];
}

const details: Readonly<Record<RoleRefusal, (roles: string) => string>> = {
  user_not_found: () => 'There is no such user; GET /v1/users lists those that exist.',
  role_not_found: (roles) => `There is no role named ${roles}; GET /v1/roles lists those that exist.`,
  already_has_role: (roles) => `The user has the role ${roles} already.`,
  does_not_have_role: (roles) => `The user does not have the role ${roles}.`,
  last_admin: () => 'This is the last enabled admin. Make somebody else an admin first.',
  not_allowed: (roles) =>
    `You may not: ${roles} would give or take permissions that you do not hold, or be more than the ${MAX_ROLES} roles that one user can have.`,
  storage_error: () => 'The store did not answer. Nothing was changed; send the same request again.',
};

/** A failure as the caller gets it. */
export function refusalOf({ reason, roles }: Failure, { caller }: Pick<RoleRequest, 'caller'>): Refusal {
  if (reason === 'not_allowed' && !caller.permissions.has(ASSIGN)) return forbidden(ASSIGN);
  return new Refusal(reason === 'storage_error' ? 'unavailable' : reason, details[reason](roles.join(', ')));
}

/** As `refusalOf`, but a role that is only named in the body is not the address's. */
export function replacementRefusal(failure: Failure, request: RoleRequest): Refusal {
  if (failure.reason !== 'role_not_found') return refusalOf(failure, request);
  return new Refusal('unknown_roles', details.role_not_found(failure.roles.join(', ')));
}

export const tooManyChanges = (changes: number) =>
  new Refusal(
    'validation_error',
    `${changes} changes are more than one transaction takes. Send two requests: first with the roles that stay and half of the new ones, then with all of them.`,
    { errors: [{ field: 'roles', message: 'changes too many roles at once' }] },
  );

export const keyReused = () =>
  new Refusal(
    'idempotency_key_reused',
    'This Idempotency-Key came with another request before; send a new key for a new request.',
  );

export const storeSilent = () =>
  new Refusal('unavailable', 'The store did not answer. Send the same request again; it is carried out once.');
