import { pacer } from '../../../../lambdas/platform/pacer.ts';
import { readCommand } from '../../../../lambdas/reconciliation/command.ts';
import { find } from '../../../../lambdas/reconciliation/find.ts';
import { reconcile } from '../../../../lambdas/reconciliation/reconcile.ts';
import { removeLeftovers } from '../../../../lambdas/reconciliation/remove-leftovers.ts';
import { walkPool } from '../../../../lambdas/reconciliation/walk-pool.ts';
import { findMissing, sumProfiles } from '../../../../lambdas/reconciliation/walk-profiles.ts';
import { POOL, tables, type Wiring } from './dependencies.ts';
import { inSmallPages } from './small-pages.ts';

// More than it ever needs here: its own limit is the function's 15 minutes.
const LONG_MS = 600_000;

/** The daily comparison of pool and records. */
export const reconciliation: Wiring = ({ aws: services, deps, clock, sleep, newId }) => {
  const aws = inSmallPages(services);
  const pacing = { now: () => clock().getTime(), sleep };
  const paces = { reads: pacer(60, pacing), removals: pacer(10, pacing) };
  const store = deps.reconciliationStore(aws.dynamo, tables);
  const pool = deps.reconciledPool(aws.cognito, POOL, paces);
  const read = deps.readSubjects(aws.dynamo, tables);
  const look = find({ read, clock });
  const walks = {
    pool: walkPool({ pool, find: look, clock }),
    profiles: sumProfiles(store),
    missing: findMissing({ store, pool, find: look, clock }),
    removing: deps.removeNext(removeLeftovers({ store, read, pool, tables, clock }), clock),
  };
  const run = reconcile({ store, walks, clock, ids: newId });
  return (event: unknown) => run(readCommand(event), LONG_MS);
};
