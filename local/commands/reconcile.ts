import { InvokeCommand } from '@aws-sdk/client-lambda';
import type { Command } from 'commander';
import {
  type Finding,
  type FindingKind,
  findingKinds,
  type ReconcileCommand,
  type ReconcileReport,
  reconcileReport,
} from '../../contracts/reconciliation.ts';
import type { Stage } from '../../lib/config.ts';
import { CommandError, FAILED } from '../command-error.ts';
import { type DeployedSystem, findSystem } from '../system/find-system.ts';
import { dim, done, failed, say, sayJson, step } from '../terminal.ts';
import { json as jsonOption, optionalStage } from './options.ts';

// Below the minute after which proxies in between close a connection without traffic.
const SECONDS_A_CALL = 45;

const decoder = new TextDecoder();

async function invoke({ clients, outputs }: DeployedSystem, command: ReconcileCommand): Promise<ReconcileReport> {
  const FunctionName = outputs.functions.reconcile;
  if (FunctionName === undefined) throw new CommandError('This deployment has no reconciler; deploy it again.');
  const Payload = JSON.stringify({ ...command, seconds: SECONDS_A_CALL });
  const answer = await clients.functions.send(new InvokeCommand({ FunctionName, Payload }));
  const body: unknown = JSON.parse(decoder.decode(answer.Payload));
  if (answer.FunctionError === undefined) return reconcileReport.parse(body);
  const { errorType = 'an error' } = body as { errorType?: string };
  throw new CommandError(
    `The reconciler failed with ${errorType}; its log has the reason. Run it again: it continues where it stopped.`,
  );
}

/** A whole reconciliation, call after call; calls back with the report after each. */
export async function reconcile(
  system: DeployedSystem,
  fix: boolean,
  onProgress: (report: ReconcileReport) => void,
): Promise<ReconcileReport> {
  let report = await invoke(system, { action: 'start', fix });
  while (report.outcome === 'paused') {
    onProgress(report);
    report = await invoke(system, { action: 'continue', fix });
  }
  if (report.outcome === 'finished') return report;
  throw new CommandError('A reconciliation runs already, perhaps the daily one; try again in some minutes.');
}

const meanings: Readonly<Record<FindingKind, string>> = {
  stranger: 'No registration of Rollcall created this user. Never removed.',
  unknown_registration: 'The registration of the user has no record; perhaps a table was restored. Never removed.',
  leftovers: 'The registration was rolled back, or the user was deleted, and this is left. `--fix` removes it.',
  incomplete: 'The registration says that the user exists, and this is missing. Restore it, or delete the user.',
  half_deleted: 'A deletion stopped half-way. Send DELETE /v1/users/{userId}?confirm=true again.',
};

function findingLine({ userId, registrationId, parts, kind, removable, removed }: Finding): string {
  const what = parts.map((part) => part.replace('_', ' ')).join(', ');
  const roles = kind === 'leftovers' && !removable ? ' (has roles: check who assigned them)' : '';
  const fixed = removed ? ' - removed' : '';
  const by = registrationId === undefined ? '' : `  registration ${registrationId}`;
  return `   ${userId}${by}  ${what}${roles}${fixed}`;
}

function kindLines({ counts, findings }: ReconcileReport, kind: FindingKind): readonly string[] {
  const count = counts[kind] ?? 0;
  if (count === 0) return [];
  const listed = findings.filter((finding) => finding.kind === kind);
  const more = count > listed.length ? [`   ... and ${count - listed.length} more; the log names them.`] : [];
  return ['', `${count} ${kind.replace('_', ' ')}: ${meanings[kind]}`, ...listed.map(findingLine), ...more];
}

/** How many findings are not removed. */
export const openFindings = ({ counts, removed }: ReconcileReport): number =>
  findingKinds.reduce((sum, kind) => sum + (counts[kind] ?? 0), 0) - removed;

/** A report as text: what was compared, then each kind of finding with its meaning. */
export function reportLines(report: ReconcileReport): readonly string[] {
  const { users, profiles, lookups } = report.seen;
  return [
    `${users} users of the pool and ${profiles} of the table compared, ${lookups} looked up one by one, ${report.removed} removed.`,
    ...findingKinds.flatMap((kind) => kindLines(report, kind)),
  ];
}

const printProgress = ({ seen: { users, profiles } }: ReconcileReport): void =>
  say(dim(`   ${users} users of the pool, ${profiles} of the table so far`));

interface Options {
  readonly fix?: boolean;
  readonly stage?: Stage;
  readonly json?: boolean;
}

async function run({ fix = false, json = false, stage }: Options): Promise<void> {
  const system = await findSystem(stage);
  const work = () => reconcile(system, fix, json ? () => {} : printProgress);
  const report = await (json ? work() : step('Reconcile the user pool with the database', work));
  const open = openFindings(report);
  if (open > 0) process.exitCode = FAILED;
  if (json) return sayJson(report);
  if (open === 0) done('The user pool and the database agree.');
  else failed(`The user pool and the database differ: ${open} findings.`);
  for (const line of reportLines(report)) say(line);
}

/** `rollcall reconcile`: reconciles the user pool with the database; with --fix removes what registrations left. */
export const addReconcile = (program: Command): Command =>
  program
    .command('reconcile')
    .summary('reconcile the user pool with the database')
    .description('Reconcile the user pool with the database; exit code 1 when differences remain.')
    .option('--fix', "remove what the record of the user's own registration says should not exist")
    .addOption(optionalStage())
    .addOption(jsonOption('print the report as JSON and nothing else'))
    .action(run);
