import type { Operation } from '../../platform/events/journal.ts';
import { revokeRoleActions } from './authorization-actions.ts';
import { type Attempt, runOnce } from './carry-out.ts';
import { OUTCOME, withDisabledFlag, writeOutcome } from './outcome.ts';
import { refusalOf } from './refusals.ts';
import { deleteGrant, profileIsThere, roleMayBeTaken } from './role-actions.ts';
import { allFailed, revocationOf, roleOutcomeOf } from './role-events.ts';
import { operationIdOf, type RoleDependencies, type RoleRequest } from './role-request.ts';

export interface RevokeRole extends RoleRequest {
  readonly role: string;
  /** Why, in the caller's words. */
  readonly reason?: string | undefined;
}

type Revoked = 'revoked';

/** Takes a role from a user, once. Refuses by problem type, and tells each attempt with its outcome. */
export function revokeRole(deps: RoleDependencies): (request: RevokeRole) => Promise<Revoked> {
  const { tables } = deps;

  async function attempt(request: RevokeRole, operation: Operation): Promise<Attempt<Revoked>> {
    const { userId, role, reason } = request;
    const at = operation.at.toISOString();
    const told = revocationOf(request, role, reason).succeeded(OUTCOME);
    const refused = await withDisabledFlag((disabled) =>
      writeOutcome(deps, operation, told, [
        profileIsThere(tables, request),
        ...roleMayBeTaken(tables, request, role),
        deleteGrant(tables, request, role),
        ...revokeRoleActions(tables, userId, role, { disabled, at }),
      ]),
    );
    if (refused === undefined) return { done: 'revoked' };
    const { guard } = refused;
    if (guard === 'told') return guard;
    return { failed: { reason: guard === 'moved' ? 'storage_error' : guard, roles: [role] } };
  }

  return (request) => {
    const { userId, role, reason } = request;
    return runOnce<Revoked>(deps, operationIdOf('revoke-role', request, deps.ids), {
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
