import { describe, expect, it } from 'vitest';
import type { ProductDependencies } from '../support/simulation/functions/dependencies.ts';
import { roleMutants } from '../support/simulation/roles/mutants.ts';
import { rolePaths } from '../support/simulation/roles/paths.ts';
import { runRoleScenario } from '../support/simulation/roles/run-scenario.ts';

const problemOf = ({ type }: Readonly<Record<string, unknown>>): string => String(type ?? '').replace(/^.*:/, '');

/** What is wrong with a course, and what it was answered where that is not as it must be. */
async function complaints(name: string, deps: Partial<ProductDependencies> = {}): Promise<readonly unknown[]> {
  const path = rolePaths[name];
  if (path === undefined) throw new Error(`there is no path ${name}`);
  const { world, violations } = await runRoleScenario({ ...path.scenario, deps });
  const answers = world.answers.map(({ status, body }) => `${status} ${problemOf(body)}`.trim());
  return [...violations, ...(answers.join() === path.answers.join() ? [] : [answers])];
}

describe('the simulation keeps the invariants when', () => {
  it.each(Object.keys(rolePaths))('%s', async (name) => {
    expect(await complaints(name)).toEqual([]);
  });
});

const table = Object.entries(roleMutants).map(([mistake, { caughtBy, deps }]) => ({ mistake, caughtBy, deps: deps }));

describe('the simulation catches the planted mistake', () => {
  it.each(table)('$mistake: by $caughtBy', async ({ caughtBy, deps }) => {
    expect(await complaints(caughtBy, deps)).not.toEqual([]);
  });
});
