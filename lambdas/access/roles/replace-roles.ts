import { isDeepStrictEqual } from 'node:util';
import type * as z from 'zod/mini';
import type { replacedRoles } from '../../../contracts/api/access.ts';
import * as events from '../../../contracts/events/definitions.ts';
import { type Authorization, readAuthorization } from '../../domain/authorization/authorization.ts';
import { readRoleEvent, roleEvents } from '../../domain/authorization/role-events.ts';
import { type JournalEntry, type JournalRow, journalEntry, type Operation } from '../../platform/events/journal.ts';
import { CHANGED, retryUntilUnchanged } from '../../platform/retry.ts';
import * as guarded from './guarded-actions.ts';
import { type Failure, replacementRefusal, tooManyChanges } from './rules.ts';
import type { FailedGuard, GuardedAction, RoleDependencies, RoleOutcome, RoleRequest } from './run-once.ts';
import { OUTCOME, runOnce, storageFailure, writeOutcome } from './run-once.ts';

export interface ReplaceRoles extends RoleRequest {
  /** All roles that the user is to have. */
  readonly roles: readonly string[];
}

type Replaced = z.output<typeof replacedRoles>;

// DynamoDB's own limit.
const MAX_ACTIONS = 100;

/** The roles as read, those that the user is to have, and what that changes. */
interface Replacement {
  readonly authorization: Authorization | undefined;
  readonly before: string[];
  readonly after: string[];
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

function replacementOf(authorization: Authorization | undefined, roles: readonly string[]): Replacement {
  const [before, after] = [[...(authorization?.roles ?? [])].sort(), roles.toSorted()];
  const added = after.filter((role) => !before.includes(role));
  const removed = before.filter((role) => !after.includes(role));
  return { authorization, before, after, added, removed };
}

/** Each change after its attempt, assignments first; the whole replacement last. */
function entriesOf({ userId, caller }: ReplaceRoles, { before, after, added, removed }: Replacement): JournalEntry[] {
  const eventsOf = (role: string) => roleEvents(userId, role, caller.userId);
  return [
    ...added.map(eventsOf).flatMap((ofRole) => [ofRole.assignmentAttempted(), ofRole.assignmentSucceeded()]),
    ...removed.map(eventsOf).flatMap((ofRole) => [ofRole.revocationAttempted(), ofRole.revocationSucceeded()]),
    journalEntry(events.userRolesReplacedV1, OUTCOME, { userId, before, after }),
  ];
}

function actionsOf(
  tables: RoleDependencies['tables'],
  request: ReplaceRoles,
  { at }: Operation,
  { authorization, after, added, removed }: Replacement,
): readonly GuardedAction[] {
  const isChange = added.length + removed.length > 0;
  // The time of the event that assigns the `index`th new role: each has an attempt before it.
  const assignedAt = (index: number) => new Date(at.getTime() + 2 * index + 1).toISOString();
  return [
    guarded.checkUserIsAssignable(tables, request),
    ...guarded.setRoles(tables, request, authorization, { roles: after, at: at.toISOString(), isChange }),
    ...added.map((role) => guarded.checkRoleIsAssignable(tables, request, role)),
    ...added.map((role, index) => guarded.createGrant(tables, request, role, assignedAt(index))),
    ...removed.flatMap((role) => guarded.checkRoleIsRevocable(tables, request, role)),
    ...removed.map((role) => guarded.deleteGrant(tables, request, role)),
  ];
}

/** Of several refusals the caller gets the first of these: the user comes before the roles. */
const precedence = [
  'already_recorded',
  'user_not_found',
  'version_conflict',
  'role_not_found',
  'not_allowed',
  'already_has_role',
  'does_not_have_role',
  'last_admin',
] as const;

/** What the failed guards mean together, and which roles are the cause: all of the request's where no single one is. */
function meaningOf(
  failed: readonly FailedGuard[],
  { roles: requested }: ReplaceRoles,
): RoleOutcome<Replaced> | 'already_recorded' | typeof CHANGED {
  const reasons = failed.map((one) => ({
    role: one.role,
    reason: one.guard === 'role_not_found' ? guarded.assignmentRefusalReason(one) : one.guard,
  }));
  const reason = precedence.find((name) => reasons.some((one) => one.reason === name)) ?? 'storage_error';
  if (reason === 'already_recorded') return reason;
  if (reason === 'version_conflict') return CHANGED;
  const roles = reasons.flatMap((one) => (one.reason === reason && one.role ? [one.role] : []));
  return { failure: { reason, roles: roles.length > 0 ? roles : requested } };
}

/** The events of each role that is a cause of the failure; the last one is the operation's outcome. */
const failedEntries = ({ userId, caller, roles }: ReplaceRoles, failure: Failure): readonly JournalEntry[] =>
  failure.roles.flatMap((role, index) => {
    const ofRole = roleEvents(userId, role, caller.userId);
    const key = index === failure.roles.length - 1 ? OUTCOME : undefined;
    return roles.includes(role)
      ? [ofRole.assignmentAttempted(), ofRole.assignmentFailed(failure.reason, key)]
      : [ofRole.revocationAttempted(), ofRole.revocationFailed(failure.reason, key)];
  });

/** The recorded outcome of the same request, as far as its last row records it. */
function replayOf(row: JournalRow, { userId, roles }: ReplaceRoles): RoleOutcome<Replaced> | undefined {
  if (row.type === events.userRolesReplacedV1.type) {
    const answer = row.detail.data as Replaced;
    return answer.userId === userId && isDeepStrictEqual(answer.after, roles.toSorted()) ? { answer } : undefined;
  }
  const { refusal, ...recorded } = readRoleEvent(row);
  const isSame = recorded.userId === userId && roles.includes(recorded.role) === recorded.isAssignment;
  return isSame && refusal ? { failure: { reason: refusal, roles: [recorded.role] } } : undefined;
}

/**
 * Replaces all roles of a user in one transaction, once. Refuses by problem type: first for the caller's permissions,
 * then for the user, then for the roles. A failure is recorded for each role that is a cause of it.
 */
export function replaceRoles(deps: RoleDependencies): (request: ReplaceRoles) => Promise<Replaced> {
  const readBefore = readAuthorization(deps.client, deps.tables.access);

  async function write(request: ReplaceRoles, operation: Operation) {
    const replacement = replacementOf(await readBefore(request.userId), request.roles);
    const { before, after, added, removed } = replacement;
    const entries = entriesOf(request, replacement);
    const actions = actionsOf(deps.tables, request, operation, replacement);
    if (entries.length + actions.length > MAX_ACTIONS) throw tooManyChanges(added.length + removed.length);
    try {
      const failed = await writeOutcome(deps, operation, entries, actions);
      return failed.length > 0 ? meaningOf(failed, request) : { answer: { userId: request.userId, before, after } };
    } catch (error) {
      return storageFailure(operation, [...added, ...removed], error);
    }
  }

  return async (request) => {
    const outcome = await runOnce<Replaced>(deps, {
      name: 'replace-roles',
      request,
      roles: request.roles,
      write: (operation) => retryUntilUnchanged(() => write(request, operation)),
      failed: (failure) => failedEntries(request, failure),
      replay: (row) => replayOf(row, request),
    });
    if ('failure' in outcome) throw replacementRefusal(outcome.failure, request.caller);
    return outcome.answer;
  };
}
