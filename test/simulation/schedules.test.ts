import { expect, it } from 'vitest';
import { runSchedules } from '../support/simulation/random-runs.ts';

const RUNS = 500;

it(`registrations keep the invariants in ${RUNS} random schedules`, async () => {
  expect(await runSchedules({ runs: RUNS })).toBeUndefined();
});
