import { expect } from 'vitest';
import { eventually } from '../eventually.ts';
import type { FaultSpec } from '../fault-proxy/fault.ts';
import { error, inject } from './inject-fault.ts';
import { registerWithRetries } from './register-with-retries.ts';
import type { RegistrationPlan } from './registration.ts';
import { outputs } from './system.ts';

/** What the audit store refuses: writes with these texts in them, all of them where there are none. */
export const auditRefuses = (...including: readonly string[]): FaultSpec => ({
  service: 'dynamodb',
  operation: 'PutItem',
  including: [outputs.tables.audit ?? '', ...including],
  effect: error('InternalServerError'),
});

/** Keeps these faults in force for so long, counted from the first write that they refuse, while `work` is done. */
export async function outage<Result>(
  seconds: number,
  refused: readonly FaultSpec[],
  work: () => Promise<Result>,
): Promise<Result> {
  const injected = await Promise.all(refused.map(inject));
  const hits = async () => Promise.all(injected.map(async (one) => (await one.count()).hit));
  const result = work();
  await eventually('the store refuses', async () => ((await hits()).some((hit) => hit > 0) ? true : undefined));
  const [done] = await Promise.all([result, new Promise((resolve) => setTimeout(resolve, seconds * 1000))]);
  const counts = await Promise.all(injected.map((one) => one.heal()));
  expect(Math.min(...counts.map(({ hit }) => hit))).toBeGreaterThan(0);
  return done;
}

/** Registers all of them at once; each must be answered 201, whatever the audit store does. */
export async function registerAllAtOnce(plans: readonly RegistrationPlan[]): Promise<void> {
  const answers = await Promise.all(plans.map((plan) => registerWithRetries(plan, { toTheEnd: true })));
  expect(answers).toEqual(plans.map(() => 201));
}
