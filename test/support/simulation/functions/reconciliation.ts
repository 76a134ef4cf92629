import { find } from '../../../../lambdas/reconciliation/find.ts';
import { pacer } from '../../../../lambdas/reconciliation/pacer.ts';
import { reconciledPool } from '../../../../lambdas/reconciliation/pool.ts';
import { reconcile } from '../../../../lambdas/reconciliation/reconcile.ts';
import { removeLeftovers } from '../../../../lambdas/reconciliation/remove-leftovers.ts';
import { removeNext } from '../../../../lambdas/reconciliation/removing.ts';
import { reconciliationStore } from '../../../../lambdas/reconciliation/store.ts';
import { readSubjects } from '../../../../lambdas/reconciliation/subjects.ts';
import { walkPool } from '../../../../lambdas/reconciliation/walk-pool.ts';
import { findMissing, sumProfiles } from '../../../../lambdas/reconciliation/walk-profiles.ts';
import { POOL, tables, type Wiring } from './parts.ts';

// More than it ever needs here: its own limit is the function's 15 minutes.
const LONG_MS = 600_000;

/** The daily comparison of pool and records, asked to remove what it may. */
export const reconciliation: Wiring = ({ aws, clock, sleep, newId }) => {
  const pacing = { now: () => clock().getTime(), sleep };
  const paces = { reads: pacer(60, pacing), removals: pacer(10, pacing) };
  const store = reconciliationStore(aws.dynamo, tables);
  const pool = reconciledPool(aws.cognito, POOL, paces);
  const read = readSubjects(aws.dynamo, tables);
  const look = find({ read, clock });
  const walks = {
    pool: walkPool({ pool, find: look, clock }),
    profiles: sumProfiles(store),
    missing: findMissing({ store, pool, find: look, clock }),
    removing: removeNext(removeLeftovers({ store, read, pool, tables, clock }), clock),
  };
  const run = reconcile({ store, walks, clock, ids: newId });
  return () => run({ action: 'start', fix: true }, LONG_MS);
};
