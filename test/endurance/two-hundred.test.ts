import { expect, it } from 'vitest';
import { violationsOf } from '../support/deployed/invariants.ts';
import { registerWithRetries } from '../support/deployed/register-with-retries.ts';
import { planRegistrations, type RegistrationPlan } from '../support/deployed/registration.ts';
import { outputs } from '../support/deployed/system.ts';
import { type Traces, tracesOf } from '../support/deployed/traces.ts';
import { expectWholeTrail } from '../support/deployed/whole-trail.ts';
import { eventuallyHolds } from '../support/eventually.ts';
import { atATime } from './at-a-time.ts';

const REGISTRATIONS = 200;
const AT_A_TIME = 20;
const MAX_GROWTH = 1.3;
// Their events and mails, which come after them on two busy cores.
const REST_SECONDS = 120;

/** How long a registration took its caller, and an answer without any work right before it; milliseconds. */
interface Times {
  readonly registration: number;
  readonly health: number;
}

async function timed(work: () => Promise<number>, expected: number): Promise<number> {
  const begun = performance.now();
  expect(await work()).toBe(expected);
  return performance.now() - begun;
}

const health = async (): Promise<number> => (await fetch(`${outputs.apiUrl}/v1/health`)).status;

const timesOf = async (plan: RegistrationPlan): Promise<Times> => ({
  health: await timed(health, 200),
  registration: await timed(() => registerWithRetries(plan, { toTheEnd: true }), 201),
});

function median(times: readonly number[]): number {
  const sorted = [...times].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The medians of each quarter of the run. */
const quartersOf = (times: readonly number[]): readonly number[] =>
  [0, 1, 2, 3].map((quarter) => median(times.slice((quarter * times.length) / 4, ((quarter + 1) * times.length) / 4)));

const growthOf = (times: readonly number[]): number => {
  const [first = Number.NaN, , , last = Number.NaN] = quartersOf(times);
  return last / first;
};

async function expectAllRegistered(plans: readonly RegistrationPlan[]): Promise<void> {
  const traces: Traces[] = [];
  for (const { registrationId } of plans) traces.push(await tracesOf(registrationId));
  expect(traces.flatMap(violationsOf)).toEqual([]);
  expect(traces.map(({ record, mails }) => `${record?.state}, ${mails} mail`)).toEqual(
    plans.map(() => 'registered, 1 mail'),
  );
}

it(`Rollcall completes ${REGISTRATIONS} registrations, ${AT_A_TIME} at a time, as fast at the end as at the start`, async () => {
  // The functions' processes start up with the first ones, which would make the beginning look slow.
  await atATime(AT_A_TIME, await planRegistrations(2 * AT_A_TIME), timesOf);
  const plans = await planRegistrations(REGISTRATIONS);

  const times = await atATime(AT_A_TIME, plans, timesOf);

  const { rows, entries } = await expectWholeTrail(REST_SECONDS);
  expect(entries).toBe(rows);
  await eventuallyHolds(
    'each is registered, audited and welcomed once',
    () => expectAllRegistered(plans),
    REST_SECONDS,
  );
  const registrations = times.map(({ registration }) => registration);
  const answers = times.map((one) => one.health);
  const [growth, slowdown] = [growthOf(registrations), growthOf(answers)];
  console.log(
    `medians of the quarters, ms: registration ${quartersOf(registrations).map(Math.round)}, health ${quartersOf(answers).map(Math.round)}`,
  );
  // A machine that others began to use makes everything slower, an answer without any work, too: that
  // is measured between the registrations, and divided out. That it became faster does not count.
  expect(growth / Math.max(1, slowdown)).toBeLessThanOrEqual(MAX_GROWTH);
});
