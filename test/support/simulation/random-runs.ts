import * as fc from 'fast-check';
import type { ProductDependencies } from './functions/dependencies.ts';
import { violationsOf } from './invariants/invariants.ts';
import { runScenario } from './run-scenario.ts';
import { type Schedule, scenarioOf, schedules } from './schedule.ts';

interface Runs {
  readonly runs: number;
  /** Of an earlier run that failed. */
  readonly seed?: number;
  readonly path?: string;
  readonly onRun?: () => void;
  /** What a planted mutant passes in. */
  readonly deps?: Partial<ProductDependencies>;
}

/** What is wrong with one schedule; a world that breaks is as wrong. */
async function violationsIn(schedule: Schedule, deps: Partial<ProductDependencies>): Promise<readonly string[]> {
  const { violations } = await runScenario({ ...scenarioOf(schedule), deps }, violationsOf);
  return violations;
}

/** Lives through random schedules; answers undefined, or the smallest that broke, and how to see it again. */
export async function runSchedules({ runs, seed, path, onRun, deps = {} }: Runs): Promise<string | undefined> {
  const property = fc.asyncProperty(schedules, async (schedule) => {
    onRun?.();
    const violations = await violationsIn(schedule, deps);
    if (violations.length > 0) throw new Error(violations.join('\n'));
  });
  const again = { ...(seed === undefined ? {} : { seed }), ...(path === undefined ? {} : { path }) };
  const result = await fc.check(property, {
    numRuns: path === undefined ? runs : 1,
    ...again,
    endOnFailure: path !== undefined,
  });
  if (!result.failed) return undefined;
  const [schedule] = result.counterexample ?? [];
  const broken = result.errorInstance instanceof Error ? result.errorInstance.message : String(result.errorInstance);
  return [
    `after ${result.numRuns} schedules, and ${result.numShrinks} steps to a smaller one:`,
    broken,
    JSON.stringify(schedule, undefined, 2),
    `replay it with: npm run test:faults -- --seed ${result.seed} --path ${result.counterexamplePath}`,
  ].join('\n');
}
