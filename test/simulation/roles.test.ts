import { expect, it } from 'vitest';
import { runRoleSchedules } from '../support/simulation/roles/random-runs.ts';

const RUNS = 300;

it(`keeps roles, events and decisions one in ${RUNS} random schedules`, async () => {
  expect(await runRoleSchedules({ runs: RUNS })).toBeUndefined();
});
