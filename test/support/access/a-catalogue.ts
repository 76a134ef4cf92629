import { expect } from 'vitest';
import { createRole } from '../../../lambdas/access/roles/create-role.ts';
import { catalogue } from '../../../lambdas/access/roles/definition-store.ts';
import { deleteRole } from '../../../lambdas/access/roles/delete-role.ts';
import { updateRole } from '../../../lambdas/access/roles/update-role.ts';
import { CatalogueWorld, tables } from './catalogue-world.ts';

/** The catalogue's operations over a world in memory, whose sleeps are written down. */
export function aCatalogue() {
  const world = new CatalogueWorld();
  const slept: number[] = [];
  const deps = {
    catalogue: catalogue(world.client, tables),
    clock: world.clock,
    ids: world.ids,
    sleep: async (ms: number) => void slept.push(ms),
  };
  return {
    world,
    slept,
    list: async () => (await deps.catalogue.list()).map(({ name }) => name),
    create: createRole(deps),
    update: updateRole(deps),
    remove: deleteRole(deps),
    parts: deps,
  };
}

/** What a refusal is and says. */
export const refusal = (type: string, says: string | RegExp = '') => ({ type, message: expect.stringMatching(says) });
