import type { GrantAnswer } from '../../../contracts/api/access.ts';
import type { RoleRefusal } from '../../../contracts/registration.ts';
import type { Operation } from '../../platform/events/journal.ts';
import { addRole, hasNoRoom } from './authorization-actions.ts';
import { type Attempt, runOnce } from './carry-out.ts';
import { OUTCOME, type Refused, withDisabledFlag, writeOutcome } from './outcome.ts';
import { refusalOf } from './refusals.ts';
import { assignmentRefusalReason, createGrantAction, roleMayBeGiven, userIsThere } from './role-actions.ts';
import { allFailed, assignmentOf, roleOutcomeOf } from './role-events.ts';
import { operationIdOf, type RoleDependencies, type RoleRequest } from './role-request.ts';

export interface AssignRole extends RoleRequest {
  readonly role: string;
}

/** When the grant begins: with the event that tells it, the second of the two. */
const givenAt = ({ at }: Operation): string => new Date(at.getTime() + 1).toISOString();

function reasonOf(refused: Refused): RoleRefusal | 'told' {
  const { guard } = refused;
  if (guard === 'role_not_found') return assignmentRefusalReason(refused);
  if (guard === 'moved') return hasNoRoom(refused) ? 'not_allowed' : 'storage_error';
  return guard;
}

/** Gives a user a role, once. Refuses by problem type, and tells each attempt with its outcome. */
export function assignRole(deps: RoleDependencies): (request: AssignRole) => Promise<GrantAnswer> {
  const { tables } = deps;

  async function attempt(request: AssignRole, operation: Operation): Promise<Attempt<GrantAnswer>> {
    const { userId, role, caller } = request;
    const assignedAt = givenAt(operation);
    const told = assignmentOf(request, role).succeeded(OUTCOME);
    const refused = await withDisabledFlag((disabled) =>
      writeOutcome(deps, operation, told, [
        userIsThere(tables, request),
        roleMayBeGiven(tables, request, role),
        createGrantAction(tables, request, role, assignedAt),
        ...addRole(tables, userId, role, disabled),
      ]),
    );
    if (refused === undefined) return { done: { userId, role, assignedBy: caller.userId, assignedAt } };
    const reason = reasonOf(refused);
    return reason === 'told' ? reason : { failed: { reason, roles: [role] } };
  }

  return (request) => {
    const { userId, role, caller } = request;
    return runOnce<GrantAnswer>(deps, operationIdOf('assign-role', request, deps.ids), {
      request,
      named: [role],
      attempt: (operation) => attempt(request, operation),
      failedEntries: ({ reason }) => allFailed([assignmentOf(request, role)], reason),
      refusal: (failure) => refusalOf(failure, request),
      read: (row) => {
        const told = roleOutcomeOf(row);
        if (told.userId !== userId || told.role !== role) return undefined;
        if (told.refused) return { failed: { reason: told.refused, roles: [role] } };
        return { done: { userId, role, assignedBy: caller.userId, assignedAt: row.detail.metadata.occurredAt } };
      },
    });
  };
}
