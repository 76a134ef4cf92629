import { InvokeCommand } from '@aws-sdk/client-lambda';
import { type ReconcileCommand, type ReconcileReport, reconcileReport } from '../../contracts/reconciliation.ts';
import type { ChosenSystem } from '../chosen-system.ts';
import { CommandError } from '../command/command-error.ts';

// Below the minute after which proxies in between take a silent connection for dead.
const SECONDS_A_CALL = 45;

const decoder = new TextDecoder();

async function invoke({ clients, outputs }: ChosenSystem, command: ReconcileCommand): Promise<ReconcileReport> {
  const FunctionName = outputs.functions.reconcile;
  if (FunctionName === undefined) throw new CommandError('This deployment has no reconciler; deploy it anew.');
  const Payload = JSON.stringify({ ...command, seconds: SECONDS_A_CALL });
  const answer = await clients.functions.send(new InvokeCommand({ FunctionName, Payload }));
  const body: unknown = JSON.parse(decoder.decode(answer.Payload));
  if (answer.FunctionError === undefined) return reconcileReport.parse(body);
  const { errorType = 'an error' } = body as { errorType?: string };
  throw new CommandError(`The reconciler failed with ${errorType}; its log says why. Run it again: it goes on.`);
}

/** A whole reconciliation, call after call; `tell` hears of it after each. */
export async function reconcile(
  system: ChosenSystem,
  fix: boolean,
  tell: (report: ReconcileReport) => void,
): Promise<ReconcileReport> {
  let report = await invoke(system, { action: 'start', fix });
  while (report.outcome === 'paused') {
    tell(report);
    report = await invoke(system, { action: 'continue', fix });
  }
  if (report.outcome === 'finished') return report;
  throw new CommandError('A reconciliation runs already, the daily one perhaps; try again in some minutes.');
}
