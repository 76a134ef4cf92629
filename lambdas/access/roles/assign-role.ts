import type { GrantAnswer } from '../../../contracts/api/access.ts';
import type { RoleRefusal } from '../../../contracts/registration.ts';
import { readRoleEvent, roleEvents } from '../../domain/authorization/role-events.ts';
import * as guarded from './guarded-actions.ts';
import { refusalOf } from './rules.ts';
import type { FailedGuard, RoleDependencies, RoleRequest } from './run-once.ts';
import { OUTCOME, runOnce, withDisabledFlag, writeOutcome } from './run-once.ts';

export interface AssignRole extends RoleRequest {
  readonly role: string;
}

function reasonOf(failed: FailedGuard): RoleRefusal | 'already_recorded' {
  if (failed.guard === 'role_not_found') return guarded.assignmentRefusalReason(failed);
  if (failed.guard === 'version_conflict') return guarded.hasMaxRoles(failed) ? 'not_allowed' : 'storage_error';
  return failed.guard;
}

/** Assigns a role to a user, once. Refuses by problem type, and records each attempt with its outcome. */
export function assignRole(deps: RoleDependencies): (request: AssignRole) => Promise<GrantAnswer> {
  const { tables } = deps;

  return async (request) => {
    const { userId, role, caller } = request;
    const events = roleEvents(userId, role, caller.userId);
    const grantedAt = (assignedAt: string): GrantAnswer => ({ userId, role, assignedBy: caller.userId, assignedAt });

    const outcome = await runOnce<GrantAnswer>(deps, {
      name: 'assign-role',
      request,
      roles: [role],

      async write(operation) {
        // The grant begins with the event of its success, the second of the two.
        const assignedAt = new Date(operation.at.getTime() + 1).toISOString();
        const entries = [events.assignmentAttempted(), events.assignmentSucceeded(OUTCOME)];
        const failed = await withDisabledFlag((disabled) =>
          writeOutcome(deps, operation, entries, [
            guarded.checkUserIsAssignable(tables, request),
            guarded.checkRoleIsAssignable(tables, request, role),
            guarded.createGrant(tables, request, role, assignedAt),
            ...guarded.addRole(tables, request, role, disabled),
          ]),
        );
        if (failed === undefined) return { answer: grantedAt(assignedAt) };
        const reason = reasonOf(failed);
        return reason === 'already_recorded' ? reason : { failure: { reason, roles: [role] } };
      },

      failed: ({ reason }) => [events.assignmentAttempted(), events.assignmentFailed(reason, OUTCOME)],

      replay(row) {
        const recorded = readRoleEvent(row);
        if (recorded.userId !== userId || recorded.role !== role) return undefined;
        if (recorded.refusal) return { failure: { reason: recorded.refusal, roles: [role] } };
        return { answer: grantedAt(row.detail.metadata.occurredAt) };
      },
    });

    if ('failure' in outcome) throw refusalOf(outcome.failure, caller);
    return outcome.answer;
  };
}
