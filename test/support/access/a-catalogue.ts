import { expect } from 'vitest';
import { createRole, deleteRole, updateRole } from '../../../lambdas/access/roles/role-definitions.ts';
import { roleStore } from '../../../lambdas/access/roles/role-store.ts';
import { CatalogueWorld, tables } from './catalogue-world.ts';

/** The catalogue's operations over a world in memory, whose sleeps are written down. */
export function aCatalogue() {
  const world = new CatalogueWorld();
  const slept: number[] = [];
  const deps = {
    store: roleStore(world.client, tables),
    clock: world.clock,
    newId: world.ids,
    sleep: async (ms: number) => void slept.push(ms),
  };
  return {
    world,
    slept,
    list: async () => (await deps.store.list()).map(({ name }) => name),
    create: createRole(deps),
    update: updateRole(deps),
    remove: deleteRole(deps),
    deps,
  };
}

/** What a refusal is and says. */
export const refusal = (type: string, says: string | RegExp = '') => ({ type, message: expect.stringMatching(says) });
