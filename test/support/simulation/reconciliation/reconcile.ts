import type { ReconcileCommand, ReconcileReport } from '../../../../contracts/reconciliation.ts';
import type { World } from '../world.ts';

const HOUR_MS = 60 * 60_000;

/** One invocation; undefined when it broke. */
export async function invokeReconciler(
  world: World,
  command: Partial<ReconcileCommand>,
): Promise<ReconcileReport | undefined> {
  try {
    const report = (await world.invoke('reconciliation/reconcile', command)) as ReconcileReport;
    world.reports.push(report);
    return report;
  } catch {
    return undefined;
  }
}

const isDone = (report: ReconcileReport | undefined): boolean =>
  report?.outcome === 'finished' || report?.outcome === 'not_due';

const leavesWhatItMayRemove = ({ findings }: ReconcileReport): boolean =>
  findings.some(({ removable, removed }) => removable && removed !== true);

/** The schedule, hour after hour, until it has nothing to go on with. */
async function tickUntilDone(world: World): Promise<void> {
  for (let hour = 1; hour <= 3; hour += 1) {
    await world.time.sleep(HOUR_MS);
    if (isDone(await invokeReconciler(world, { action: 'tick' }))) return;
  }
}

// The first breaks, the second repairs; none may be left for a third.
const MAX_STARTS = 2;

/**
 * A pass, by the schedule or by an operator. What breaks is left to the schedule; then the operator, who has seen no
 * report, starts it once more.
 */
export async function reconcileByAndBy(world: World, action: 'tick' | 'start', fix: boolean): Promise<void> {
  for (let start = 1; start <= MAX_STARTS; start += 1) {
    const report = await invokeReconciler(world, { action, fix });
    if (report?.outcome === 'finished' && !(fix && leavesWhatItMayRemove(report))) return;
    await tickUntilDone(world);
    if (action === 'tick') return;
  }
}
