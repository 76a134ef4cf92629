import { defineCommand } from 'citty';
import type { ReconcileReport } from '../../contracts/reconciliation.ts';
import { chosenSystem } from '../chosen-system.ts';
import { dim, done, failed, say, step } from '../command/screen.ts';
import { reconcile } from './invoke.ts';
import { openFindings, reportLines } from './report-lines.ts';

/** 2 tells a script that something differs, and 1 that it could not be found out. */
const DIFFERS = 2;

const progress = ({ seen: { users, profiles } }: ReconcileReport): void =>
  say(dim(`   ${users} users of the pool, ${profiles} of the table so far`));

function show(report: ReconcileReport): void {
  const open = openFindings(report);
  if (open === 0) done('The pool and the records agree.');
  else failed(`The pool and the records differ: ${open} to look at.`);
  for (const line of reportLines(report)) say(line);
}

/** `npm run reconcile`: holds the pool against the records; with --fix removes what registrations left. */
export const reconcileCommand = defineCommand({
  meta: {
    name: 'npm run reconcile --',
    description: 'Holds the pool against the records. Exit code 2: they differ, and not all of it was removed.',
  },
  args: {
    fix: { type: 'boolean', description: 'Removes what the record of its own registration says should not be there.' },
    stage: { type: 'string', description: 'A stage in AWS, with your credentials; the running system when absent.' },
    json: { type: 'boolean', description: 'Print the report as JSON, and nothing else.' },
  },
  async run({ args: { fix = false, json = false, stage } }) {
    const system = await chosenSystem(stage, 'reconcile');
    const work = () => reconcile(system, fix, json ? () => {} : progress);
    const report = await (json ? work() : step('Hold the pool against the records', work));
    if (json) say(JSON.stringify(report, undefined, 2));
    else show(report);
    if (openFindings(report) > 0) process.exitCode = DIFFERS;
  },
});
