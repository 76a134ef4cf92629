import { parseArgs } from 'node:util';
import { startVitest } from 'vitest/node';
import { runSchedules } from '../support/simulation/random-runs.ts';

// npm run test:faults -- --runs 10000: the schedules, then what needs time and restarts (test/endurance).
// With --seed S --path P only the one schedule that failed before.
const { values } = parseArgs({
  options: { runs: { type: 'string', default: '500' }, seed: { type: 'string' }, path: { type: 'string' } },
});
const TOLD_EVERY = 1000;

const begun = performance.now();
const seconds = () => Math.round((performance.now() - begun) / 1000);
let done = 0;
const failure = await runSchedules({
  runs: Number(values.runs),
  ...(values.seed ? { seed: Number(values.seed) } : {}),
  ...(values.path ? { path: values.path } : {}),
  onRun: () => {
    done += 1;
    if (done % TOLD_EVERY === 0) console.error(`${done} schedules, ${seconds()} s`);
  },
});
if (failure === undefined) console.log(`${done} random schedules, 0 violations, ${seconds()} s`);
else {
  console.error(failure);
  process.exitCode = 1;
}
if (values.path === undefined) {
  const endurance = await startVitest('test', [], { project: ['endurance'], watch: false });
  await endurance.close();
}
