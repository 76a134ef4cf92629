import { roleDeletedV1 } from '../../../contracts/events/role-deleted.v1.ts';
import type { RoleItem } from '../../../contracts/internal/access-items.ts';
import { journalEntry } from '../../platform/events/journal.ts';
import { errorFields, logger } from '../../platform/observability/logger.ts';
import { CHANGED, retryUntilUnchanged } from '../../platform/retry.ts';
import type { Catalogue } from './definition-store.ts';
import { type CatalogueDependencies, type Instruction, operationOf } from './instruction.ts';
import { definitionOf, noSuchRole, refuseBuiltIn, refuseMissingPermissions, roleInUse } from './rules.ts';

export interface DeleteRole extends Instruction {
  readonly role: string;
}

export interface DeletionDependencies extends CatalogueDependencies {
  readonly sleep: (ms: number) => Promise<void>;
}

// The index usually follows within tenths of a second. A grant that comes to light even later is of no role
// any more: it allows nothing, and no role of this name is made while it is there.
const INDEX_LAG_MS = 1_000;

const deleted = (role: RoleItem) => journalEntry(roleDeletedV1, 'deleted', { role: role.name, ...definitionOf(role) });

const versionAfter = ({ version = 0 }: RoleItem): number => version + 1;

/**
 * From here on nobody is given the role (ROLE_IS_GIVEN). A mark that is there already, of a deletion beside
 * this one or of one that died, is as good.
 */
async function retire(catalogue: Catalogue, role: RoleItem, at: Date): Promise<RoleItem | undefined> {
  if (role.retiredAt !== undefined) return role;
  const retired = { ...role, retiredAt: at.toISOString(), version: versionAfter(role) };
  return (await catalogue.mark(role, retired)) ? retired : undefined;
}

async function restore(catalogue: Catalogue, { retiredAt: _, ...role }: RoleItem): Promise<void> {
  // Whoever was faster has restored it, or goes on deleting.
  await catalogue.mark(role, { ...role, version: versionAfter(role) });
}

/** Deletes a role that nobody holds. Refuses by problem type, and then the role can be given as before. */
export function deleteRole({
  catalogue,
  clock,
  ids,
  sleep,
}: DeletionDependencies): (request: DeleteRole) => Promise<void> {
  async function isHeld(name: string): Promise<boolean> {
    if (await catalogue.isHeld(name)) return true;
    await sleep(INDEX_LAG_MS);
    return catalogue.isHeld(name);
  }

  async function refuseHeld(retired: RoleItem): Promise<void> {
    try {
      if (await isHeld(retired.name)) throw roleInUse(retired.name);
    } catch (error) {
      await restore(catalogue, retired).catch((failure) =>
        logger.error('a role stays retired; deleting it again ends that', {
          role: retired.name,
          ...errorFields(failure),
        }),
      );
      throw error;
    }
  }

  return (request) => {
    const operation = operationOf(request, ids(), clock());
    return retryUntilUnchanged(async () => {
      const role = await catalogue.find(request.role);
      if (role === undefined) throw noSuchRole(request.role);
      refuseBuiltIn(role);
      refuseMissingPermissions(request.caller.permissions, role.permissions);
      const retired = await retire(catalogue, role, operation.at);
      if (retired === undefined) return CHANGED;
      await refuseHeld(retired);
      return (await catalogue.remove(retired, operation, deleted(retired))) ? undefined : CHANGED;
    });
  };
}
