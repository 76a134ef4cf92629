import { afterAll, describe, expect, it } from 'vitest';
import { callsByFunction } from '../support/simulation/calls-by-function.ts';
import { violationsOf } from '../support/simulation/invariants/invariants.ts';
import { matrixOf, violationsIn } from '../support/simulation/matrix.ts';
import { runScenario } from '../support/simulation/run-scenario.ts';
import { scenarios } from '../support/simulation/scenarios.ts';

let cases = 0;
afterAll(() => console.log(`the matrix of faults ran ${cases} cases`));

describe.each(Object.entries(scenarios))('%s', (_, scenario) => {
  it('keeps the invariants', async () => {
    expect((await runScenario(scenario, violationsOf)).violations).toEqual([]);
  });

  it('makes calls that the random schedules know', async () => {
    const { world } = await runScenario(scenario, () => []);
    const known = new Set(callsByFunction.flatMap(({ by, operations }) => operations.map((one) => `${by} ${one}`)));
    const made = new Set(world.faults.calls.map(({ by, operation }) => `${by} ${operation}`));
    expect([...made].filter((call) => !known.has(call))).toEqual([]);
  });

  it('keeps the invariants with a fault at any one call', async () => {
    const broken: string[] = [];
    for (const one of await matrixOf(scenario)) {
      cases += 1;
      const violations = await violationsIn(one, violationsOf);
      if (violations.length > 0) broken.push(`${one.name}\n    ${violations.join('\n    ')}`);
    }
    expect(broken).toEqual([]);
  });
});
