import { expect, it } from 'vitest';
import { violationsOf } from '../support/deployed/invariants.ts';
import { type Planned, planned, registerToTheEnd } from '../support/deployed/registering.ts';
import { tracesOf } from '../support/deployed/traces.ts';
import { expectWholeTrail } from '../support/deployed/whole-trail.ts';
import { eventuallyHolds } from '../support/eventually.ts';

const REGISTRATIONS = 200;
const AT_A_TIME = 20;
const MOST_GROWTH = 1.3;
// Their events and mails, which come after them on two busy cores.
const REST_SECONDS = 120;

/** How long one registration takes its caller, in milliseconds. */
async function timed(plan: Planned): Promise<number> {
  const begun = performance.now();
  const { status } = await registerToTheEnd(plan);
  expect(status).toBe(201);
  return performance.now() - begun;
}

/** Registers all of them, so many at a time; answers how long each took, in the order of their begin. */
async function registerAll(plans: readonly Planned[]): Promise<readonly number[]> {
  const times: number[] = [];
  const left = plans.entries();
  async function work(): Promise<void> {
    for (const [place, plan] of left) times[place] = await timed(plan);
  }
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  return times;
}

function median(times: readonly number[]): number {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

const plansFor = (count: number) => Promise.all(Array.from({ length: count }, () => planned()));

it(`loses none of ${REGISTRATIONS} registrations, ${AT_A_TIME} at a time, and is as fast at the end`, async () => {
  // The first of each function's processes start up, which would make the beginning look slow.
  await registerAll(await plansFor(2 * AT_A_TIME));
  const plans = await plansFor(REGISTRATIONS);

  const begun = performance.now();
  const times = await registerAll(plans);
  const took = performance.now() - begun;

  await eventuallyHolds('each is registered, audited and welcomed once', async () => {
    const traces = await Promise.all(plans.map(({ registrationId }) => tracesOf(registrationId)));
    expect(traces.flatMap(violationsOf)).toEqual([]);
    expect(traces.filter(({ record, mails }) => record?.state === 'registered' && mails === 1)).toHaveLength(REGISTRATIONS);
  }, REST_SECONDS);
  const { rows, entries } = await expectWholeTrail(REST_SECONDS);
  expect(rows).toBe(entries);
  const quarter = REGISTRATIONS / 4;
  const quarters = [0, 1, 2, 3].map((n) => median(times.slice(n * quarter, (n + 1) * quarter)));
  console.log(JSON.stringify({ took, quarters, ratio: quarters[3]! / quarters[0]!, rows, rest: performance.now() - begun - took }));
  expect(median(times.slice(-quarter)) / median(times.slice(0, quarter))).toBeLessThanOrEqual(MOST_GROWTH);
});
