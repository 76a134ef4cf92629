import type { Operation } from '../../platform/events/journal.ts';
import { removeRole } from './authorization-actions.ts';
import { type Attempt, carryOut } from './carry-out.ts';
import { OUTCOME, whetherDisabledOrNot, writeOutcome } from './outcome.ts';
import { refusalOf } from './refusals.ts';
import { profileIsThere, roleMayBeTaken, takeGrant } from './role-actions.ts';
import { allFailed, revocationOf, roleOutcomeOf } from './role-events.ts';
import { operationIdOf, type RoleParts, type RoleRequest } from './role-request.ts';

export interface RevokeRole extends RoleRequest {
  readonly role: string;
  /** Why, in the caller's words. */
  readonly reason?: string | undefined;
}

type Revoked = 'revoked';

/** Takes a role from a user, once. Refuses by problem type, and tells each attempt with its outcome. */
export function revokeRole(parts: RoleParts): (request: RevokeRole) => Promise<Revoked> {
  const { tables } = parts;

  async function attempt(request: RevokeRole, operation: Operation): Promise<Attempt<Revoked>> {
    const { userId, role, reason } = request;
    const at = operation.at.toISOString();
    const told = revocationOf(request, role, reason).succeeded(OUTCOME);
    const refused = await whetherDisabledOrNot((disabled) =>
      writeOutcome(parts, operation, told, [
        profileIsThere(tables, request),
        ...roleMayBeTaken(tables, request, role),
        takeGrant(tables, request, role),
        ...removeRole(tables, userId, role, { disabled, at }),
      ]),
    );
    if (refused === undefined) return { done: 'revoked' };
    const { guard } = refused;
    if (guard === 'told') return guard;
    return { failed: { reason: guard === 'moved' ? 'storage_error' : guard, roles: [role] } };
  }

  return (request) => {
    const { userId, role, reason } = request;
    return carryOut<Revoked>(parts, operationIdOf('revoke-role', request, parts.ids), {
      request,
      named: [role],
      attempt: (operation) => attempt(request, operation),
      failedEntries: (failure) => allFailed([revocationOf(request, role, reason)], failure.reason),
      refusal: (failure) => refusalOf(failure, request),
      read: (row) => {
        const told = roleOutcomeOf(row);
        if (told.userId !== userId || told.role !== role) return undefined;
        return told.refused ? { failed: { reason: told.refused, roles: [role] } } : { done: 'revoked' };
      },
    });
  };
}
