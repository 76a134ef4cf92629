import { readRoleEvent, roleEvents } from '../../domain/authorization/role-events.ts';
import * as guarded from './guarded-actions.ts';
import { refusalOf } from './rules.ts';
import type { RoleDependencies, RoleRequest } from './run-once.ts';
import { OUTCOME, runOnce, withDisabledFlag, writeOutcome } from './run-once.ts';

export interface RevokeRole extends RoleRequest {
  readonly role: string;
  /** Why, in the caller's words. */
  readonly reason?: string | undefined;
}

/** Revokes a role of a user, once. Refuses by problem type, and records each attempt with its outcome. */
export function revokeRole(deps: RoleDependencies): (request: RevokeRole) => Promise<'revoked'> {
  const { tables } = deps;

  return async (request) => {
    const { userId, role, reason, caller } = request;
    const events = roleEvents(userId, role, caller.userId);

    const outcome = await runOnce<'revoked'>(deps, {
      name: 'revoke-role',
      request,
      roles: [role],

      async write(operation) {
        const at = operation.at.toISOString();
        const entries = [events.revocationAttempted(reason), events.revocationSucceeded(reason, OUTCOME)];
        const failed = await withDisabledFlag((disabled) =>
          writeOutcome(deps, operation, entries, [
            guarded.checkUserExists(tables, request),
            ...guarded.checkRoleIsRevocable(tables, request, role),
            guarded.deleteGrant(tables, request, role),
            ...guarded.subtractRole(tables, request, role, { disabled, at }),
          ]),
        );
        if (failed === undefined) return { answer: 'revoked' };
        const { guard } = failed;
        if (guard === 'already_recorded') return guard;
        return { failure: { reason: guard === 'version_conflict' ? 'storage_error' : guard, roles: [role] } };
      },

      failed: (failure) => [events.revocationAttempted(reason), events.revocationFailed(failure.reason, OUTCOME)],

      replay(row) {
        const recorded = readRoleEvent(row);
        if (recorded.userId !== userId || recorded.role !== role) return undefined;
        return recorded.refusal ? { failure: { reason: recorded.refusal, roles: [role] } } : { answer: 'revoked' };
      },
    });

    if ('failure' in outcome) throw refusalOf(outcome.failure, caller);
    return outcome.answer;
  };
}
