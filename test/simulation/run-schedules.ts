import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';
import { runSchedules } from '../support/simulation/random-runs.ts';
import { runRoleSchedules } from '../support/simulation/roles/random-runs.ts';

// npm run test:faults -- --runs 10000: the schedules of registrations and of roles, then what needs time and restarts
// (test/endurance). With --seed S --path P only the one schedule that failed before; --roles: one of roles.
const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '500' },
    seed: { type: 'string' },
    path: { type: 'string' },
    roles: { type: 'boolean', default: false },
  },
});
const TOLD_EVERY = 1000;

const begun = performance.now();
const seconds = () => Math.round((performance.now() - begun) / 1000);

async function runAll(what: string, run: typeof runSchedules): Promise<void> {
  let done = 0;
  const failure = await run({
    runs: Number(values.runs),
    ...(values.seed ? { seed: Number(values.seed) } : {}),
    ...(values.path ? { path: values.path } : {}),
    onRun: () => {
      done += 1;
      if (done % TOLD_EVERY === 0) console.error(`${done} schedules of ${what}, ${seconds()} s`);
    },
  });
  if (failure === undefined) console.log(`${done} random schedules of ${what}, 0 violations, ${seconds()} s`);
  else {
    console.error(failure);
    process.exitCode = 1;
  }
}

const replays = values.path !== undefined;
if (!(replays && values.roles)) await runAll('registrations', runSchedules);
if (!replays || values.roles) await runAll('roles', runRoleSchedules);
if (!replays) {
  const endurance = await startVitest('test', [], { project: ['endurance'], watch: false });
  await endurance.close();
}
