import type { Context } from 'aws-lambda';
import { reconciledPool } from '../domain/user-pool/users.ts';
import { cognito } from '../platform/aws/cognito.ts';
import { dynamo } from '../platform/aws/dynamo.ts';
import { systemClock as clock } from '../platform/clock.ts';
import { readEnvironment } from '../platform/environment.ts';
import { newId as ids } from '../platform/ids.ts';
import { pacer } from '../platform/pacer.ts';
import { sleep } from '../platform/sleep.ts';
import { millisecondsFor, readCommand } from './command.ts';
import { find } from './find.ts';
import { reconcile } from './reconcile.ts';
import { removeLeftovers } from './remove-leftovers.ts';
import { removeNext } from './removing.ts';
import { reconciliationStore } from './store.ts';
import { readSubjects } from './subjects.ts';
import { walkPool } from './walk-pool.ts';
import { findMissing, sumProfiles } from './walk-profiles.ts';

const env = readEnvironment('reconciliation/reconcile');
const tables = {
  registrations: env.REGISTRATIONS_TABLE,
  users: env.USERS_TABLE,
  access: env.ACCESS_TABLE,
  journal: env.JOURNAL_TABLE,
};
const pacing = { now: () => performance.now(), sleep };

// Half of UserRead's 120 a second, and less than half of UserUpdate's 25: registrations and sign-ins go first.
const paces = { reads: pacer(60, pacing), removals: pacer(10, pacing) };

const client = dynamo();
const store = reconciliationStore(client, tables);
const pool = reconciledPool(cognito(), env.USER_POOL_ID, paces);
const read = readSubjects(client, tables);
const look = find({ read, clock });

const run = reconcile({
  store,
  walks: {
    pool: walkPool({ pool, find: look, clock }),
    profiles: sumProfiles(store),
    missing: findMissing({ store, pool, find: look, clock }),
    removing: removeNext(removeLeftovers({ store, read, pool, tables, clock }), clock),
  },
  clock,
  ids,
});

export const handler = (event: unknown, context: Context) => {
  const command = readCommand(event);
  return run(command, millisecondsFor(command, context.getRemainingTimeInMillis()));
};
