import { describe, expect, it } from 'vitest';
import { endsOf } from '../support/simulation/ends.ts';
import { violationsOf } from '../support/simulation/invariants/invariants.ts';
import { mutants } from '../support/simulation/mutants.ts';
import type { NamedFault } from '../support/simulation/named-fault.ts';
import { namedFaults } from '../support/simulation/named-faults.ts';
import { runScenario } from '../support/simulation/run-scenario.ts';

/** What the test of this fault would complain about. */
async function complaints(name: string, options: object): Promise<readonly unknown[]> {
  const fault = (namedFaults as Readonly<Record<string, NamedFault>>)[name];
  if (fault === undefined) throw new Error(`there is no fault ${name}`);
  const { world, violations } = await runScenario({ ...fault.scenario, ...options }, violationsOf);
  const ends = endsOf(world, Object.keys(fault.ends));
  const same = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
  return [
    ...violations,
    ...(same(ends, fault.ends) ? [] : [ends]),
    ...(same(fault.also?.(world), fault.is) ? [] : ['something else is not so']),
  ];
}

const table = Object.entries(mutants).map(([mistake, { caughtBy, options }]) => ({ mistake, caughtBy, options }));

describe('the simulation catches the planted mistake', () => {
  it.each(table)('$mistake: by $caughtBy', async ({ caughtBy, options }) => {
    expect(await complaints(caughtBy, {})).toEqual([]);
    const found = await complaints(caughtBy, options);
    expect(found).not.toEqual([]);
  });
});
