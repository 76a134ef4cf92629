import * as fc from 'fast-check';
import type { ProductDependencies } from '../functions/dependencies.ts';
import { runRoleScenario } from './run-scenario.ts';
import { roleScenarioOf, roleSchedules } from './schedule.ts';

interface Runs {
  readonly runs: number;
  /** Of an earlier run that failed. */
  readonly seed?: number;
  readonly path?: string;
  readonly onRun?: () => void;
  /** What a planted mutant passes in. */
  readonly deps?: Partial<ProductDependencies>;
}

/** Lives through random changes of roles; answers undefined, or the smallest that broke, and how to see it again. */
export async function runRoleSchedules({ runs, seed, path, onRun, deps = {} }: Runs): Promise<string | undefined> {
  const property = fc.asyncProperty(roleSchedules, async (schedule) => {
    onRun?.();
    const { violations } = await runRoleScenario({ ...roleScenarioOf(schedule), deps });
    if (violations.length > 0) throw new Error(violations.join('\n'));
  });
  const again = { ...(seed === undefined ? {} : { seed }), ...(path === undefined ? {} : { path }) };
  const replays = path !== undefined;
  const result = await fc.check(property, { numRuns: replays ? 1 : runs, ...again, endOnFailure: replays });
  if (!result.failed) return undefined;
  const [schedule] = result.counterexample ?? [];
  const broken = result.errorInstance instanceof Error ? result.errorInstance.message : String(result.errorInstance);
  return [
    `after ${result.numRuns} schedules of roles, and ${result.numShrinks} steps to a smaller one:`,
    broken,
    JSON.stringify(schedule, undefined, 2),
    `replay it with: npm run test:faults -- --roles --seed ${result.seed} --path ${result.counterexamplePath}`,
  ].join('\n');
}
