import { isDeepStrictEqual } from 'node:util';
import type * as z from 'zod/mini';
import type { replacedRoles } from '../../../contracts/api/access.ts';
import { userRolesReplacedV1 } from '../../../contracts/events/user-roles-replaced.v1.ts';
import { readAuthorization } from '../../domain/authorization/authorization.ts';
import type { JournalRow, Operation } from '../../platform/events/journal.ts';
import { type Attempt, type Ending, runOnce, storeFailed } from './carry-out.ts';
import { type Refused, writeOutcome } from './outcome.ts';
import { replacementRefusal, tooManyChanges } from './refusals.ts';
import { type Replacement, replacementOf } from './replacement.ts';
import { replacementActions, replacementEntries } from './replacement-actions.ts';
import { assignmentRefusalReason } from './role-actions.ts';
import { allFailed, assignmentOf, revocationOf, roleOutcomeOf } from './role-events.ts';
import { operationIdOf, type RoleDependencies, type RoleRequest } from './role-request.ts';

export interface ReplaceRoles extends RoleRequest {
  /** All that the user shall hold. */
  readonly roles: readonly string[];
}

type Replaced = z.output<typeof replacedRoles>;

// DynamoDB's own limit.
const MAX_ACTIONS = 100;
// Each try reads again; five in a row lost to others is a queue, not a race.
const MAX_ATTEMPTS = 5;

/** Of several refusals the caller gets the first of these: the user comes before the roles. */
const precedence = [
  'told',
  'user_not_found',
  'moved',
  'role_not_found',
  'not_allowed',
  'already_has_role',
  'does_not_have_role',
  'last_admin',
] as const;

function meaning(refused: readonly Refused[], named: readonly string[]): Attempt<Replaced> | 'moved' {
  const all = refused.map((one) => ({
    role: one.role,
    reason: one.guard === 'role_not_found' ? assignmentRefusalReason(one) : one.guard,
  }));
  const reason = precedence.find((name) => all.some((one) => one.reason === name)) ?? 'storage_error';
  if (reason === 'told' || reason === 'moved') return reason;
  const roles = all.flatMap((one) => (one.reason === reason && one.role ? [one.role] : []));
  return { failed: { reason, roles: roles.length > 0 ? roles : named } };
}

/** What an earlier try of the same request ended in, as far as its last row tells. */
function earlierEnding(row: JournalRow, { userId, roles }: ReplaceRoles): Ending<Replaced> | undefined {
  if (row.type === userRolesReplacedV1.type) {
    const done = row.detail.data as Replaced;
    return done.userId === userId && isDeepStrictEqual(done.after, roles.toSorted()) ? { done } : undefined;
  }
  const { userId: of, role, gives, refused } = roleOutcomeOf(row);
  if (of !== userId || refused === undefined || roles.includes(role) !== gives) return undefined;
  return { failed: { reason: refused, roles: [role] } };
}

/**
 * Gives a user these roles and no other, all or nothing, once. Refuses by problem type: what the caller may
 * comes first, then the user, then the roles. A failure is told of each role that is to blame for it.
 */
export function replaceRoles(deps: RoleDependencies): (request: ReplaceRoles) => Promise<Replaced> {
  const { client, tables } = deps;
  const authorizationOf = readAuthorization(client, tables.access);

  async function write(request: ReplaceRoles, operation: Operation, replacement: Replacement) {
    const { userId, before, after, added, removed } = replacement;
    const entries = replacementEntries(request, replacement);
    const actions = replacementActions(tables, request, replacement);
    if (entries.length + actions.length > MAX_ACTIONS) throw tooManyChanges(added.length + removed.length);
    try {
      const refused = await writeOutcome(deps, operation, entries, actions);
      if (refused.length > 0) return meaning(refused, request.roles);
      return { done: { userId, before: [...before], after: [...after] } };
    } catch (error) {
      return storeFailed(operation, [...added, ...removed], error);
    }
  }

  async function attempt(request: ReplaceRoles, operation: Operation): Promise<Attempt<Replaced>> {
    for (let tries = 1; tries <= MAX_ATTEMPTS; tries += 1) {
      const held = await authorizationOf(request.userId);
      const outcome = await write(request, operation, replacementOf(request.userId, held, request.roles, operation.at));
      if (outcome !== 'moved') return outcome;
    }
    return storeFailed(operation, request.roles, new Error(`the roles changed in each of ${MAX_ATTEMPTS} tries`));
  }

  return (request) => {
    const { roles } = request;
    const toldOf = (role: string) => (roles.includes(role) ? assignmentOf(request, role) : revocationOf(request, role));
    return runOnce(deps, operationIdOf('replace-roles', request, deps.ids), {
      request,
      named: roles,
      attempt: (operation) => attempt(request, operation),
      failedEntries: (failure) => allFailed(failure.roles.map(toldOf), failure.reason),
      refusal: (failure) => replacementRefusal(failure, request),
      read: (row) => earlierEnding(row, request),
    });
  };
}
