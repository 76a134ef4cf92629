import { afterAll, describe, expect, it } from 'vitest';
import { callsByFunction } from '../support/simulation/calls-by-function.ts';
import { reconcilingMatrixOf, violationsIn, worseThan } from '../support/simulation/reconciliation/matrix.ts';
import { reconcilingScenarios } from '../support/simulation/reconciliation/scenarios.ts';
import { runScenario } from '../support/simulation/run-scenario.ts';

let cases = 0;
afterAll(() => console.log(`the reconciler's matrix of faults ran ${cases} cases`));

describe.each(Object.entries(reconcilingScenarios))('a reconciliation that %s', (_, lifeOf) => {
  it('keeps the invariants, by calls that the random schedules know', async () => {
    const scenario = await lifeOf();
    const { world, violations } = await runScenario(scenario, worseThan(scenario.past));
    expect(violations).toEqual([]);
    const known = new Set(callsByFunction.flatMap(({ by, operations }) => operations.map((one) => `${by} ${one}`)));
    const made = new Set(world.faults.calls.map(({ by, operation }) => `${by} ${operation}`));
    expect([...made].filter((call) => !known.has(call))).toEqual([]);
  });

  it('keeps the invariants, and ends, with a fault at any one call', async () => {
    const scenario = await lifeOf();
    const check = worseThan(scenario.past);
    const broken: string[] = [];
    for (const one of await reconcilingMatrixOf(scenario)) {
      cases += 1;
      const violations = await violationsIn(one, check);
      if (violations.length > 0) broken.push(`${one.name}\n    ${violations.join('\n    ')}`);
    }
    expect(broken).toEqual([]);
  });
});
