import type * as z from 'zod/mini';
import type { Role, updateRoleRequest } from '../../../contracts/api/access.ts';
import { roleUpdatedV1 } from '../../../contracts/events/role-updated.v1.ts';
import type { RoleItem } from '../../../contracts/internal/access-items.ts';
import { journalEntry } from '../../platform/events/journal.ts';
import { CHANGED, retryUntilUnchanged } from '../../platform/retry.ts';
import { type CatalogueDependencies, type Instruction, operationOf } from './instruction.ts';
import {
  type Definition,
  definitionOf,
  noSuchRole,
  refuseBuiltIn,
  refuseMissingPermissions,
  sameDefinition,
  toRole,
} from './rules.ts';

export interface UpdateRole extends Instruction {
  readonly role: string;
  readonly body: z.output<typeof updateRoleRequest>;
}

const changed = (before: RoleItem, { description, permissions }: UpdateRole['body']): RoleItem => ({
  ...before,
  ...definitionOf({
    description: description ?? before.description,
    permissions: permissions ?? before.permissions,
  }),
  version: (before.version ?? 0) + 1,
});

const updated = (role: string, before: Definition, after: Definition) =>
  journalEntry(roleUpdatedV1, 'updated', { role, before, after });

/** Changes what a role says or allows; what is as asked already is answered without an event. */
export function updateRole({ catalogue, clock, ids }: CatalogueDependencies): (request: UpdateRole) => Promise<Role> {
  return (request) => {
    const operation = operationOf(request, ids(), clock());
    return retryUntilUnchanged(async () => {
      const before = await catalogue.find(request.role);
      if (before === undefined) throw noSuchRole(request.role);
      refuseBuiltIn(before);
      const after = changed(before, request.body);
      refuseMissingPermissions(request.caller.permissions, [...before.permissions, ...after.permissions]);
      if (sameDefinition(before, after)) return toRole(before);
      const entry = updated(request.role, definitionOf(before), definitionOf(after));
      return (await catalogue.change(before, after, operation, entry)) ? toRole(after) : CHANGED;
    });
  };
}
