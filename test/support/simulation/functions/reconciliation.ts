import { pacer } from '../../../../lambdas/platform/pacer.ts';
import { readCommand, reconcile } from '../../../../lambdas/reconciliation/reconcile.ts';
import { removeLeftovers } from '../../../../lambdas/reconciliation/remove-leftovers.ts';
import { checkUsers } from '../../../../lambdas/reconciliation/subjects.ts';
import { findMissing, sumProfiles, walkPool } from '../../../../lambdas/reconciliation/walks.ts';
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
  const check = checkUsers({ read, clock });
  const walks = {
    pool: walkPool({ pool, check, clock }),
    profiles: sumProfiles(store),
    missing: findMissing({ store, pool, check, clock }),
    removing: deps.removeNext(removeLeftovers({ store, read, pool, tables, clock }), clock),
  };
  const run = reconcile({ store, walks, clock, newId });
  return (event: unknown) => run(readCommand(event), LONG_MS);
};
