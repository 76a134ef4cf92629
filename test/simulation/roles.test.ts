import { expect, it } from 'vitest';
import { runRoleSchedules } from '../support/simulation/roles/random-runs.ts';

const RUNS = 300;

it(`roles, events and decisions agree in ${RUNS} random schedules`, async () => {
  expect(await runRoleSchedules({ runs: RUNS })).toBeUndefined();
});
