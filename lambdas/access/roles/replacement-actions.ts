import { userRolesReplacedV1 } from '../../../contracts/events/user-roles-replaced.v1.ts';
import { type JournalEntry, journalEntry } from '../../platform/events/journal.ts';
import { rolesAreUnchanged, setRoles } from './authorization-actions.ts';
import { type GuardedAction, OUTCOME } from './outcome.ts';
import type { Replacement } from './replacement.ts';
import { createGrantAction, deleteGrant, roleMayBeGiven, roleMayBeTaken, userIsThere } from './role-actions.ts';
import { assignmentOf, revocationOf } from './role-events.ts';
import type { RoleRequest, RoleTables } from './role-request.ts';

/** Each change with its attempt, those that are given first; then the whole. */
export const replacementEntries = (
  request: RoleRequest,
  { userId, before, after, added, removed }: Replacement,
): readonly JournalEntry[] => [
  ...added.flatMap((role) => assignmentOf(request, role).succeeded()),
  ...removed.flatMap((role) => revocationOf(request, role).succeeded()),
  journalEntry(userRolesReplacedV1, OUTCOME, { userId, before: [...before], after: [...after] }),
];

/** When the event is told that gives the `index`th new role: each has an attempt before it. */
const givenAt = ({ at }: Replacement, index: number): string => new Date(at.getTime() + 2 * index + 1).toISOString();

export function replacementActions(
  tables: RoleTables,
  request: RoleRequest,
  replacement: Replacement,
): readonly GuardedAction[] {
  const { added, removed } = replacement;
  const changes = added.length + removed.length > 0;
  return [
    userIsThere(tables, request),
    ...(changes ? setRoles(tables, replacement) : [rolesAreUnchanged(tables, replacement)]),
    ...added.map((role) => roleMayBeGiven(tables, request, role)),
    ...added.map((role, index) => createGrantAction(tables, request, role, givenAt(replacement, index))),
    ...removed.flatMap((role) => roleMayBeTaken(tables, request, role)),
    ...removed.map((role) => deleteGrant(tables, request, role)),
  ];
}
