import type { Context } from 'aws-lambda';
import { reconciledPool } from '../domain/user-pool/users.ts';
import { cognito, dynamo } from '../platform/aws/clients.ts';
import { pacer } from '../platform/pacer.ts';
import { systemClock as clock, newId, readEnvironment, sleep } from '../platform/runtime.ts';
import { readCommand, reconcile, workingTimeMs } from './reconcile.ts';
import { removeLeftovers, removeNext } from './remove-leftovers.ts';
import { reconciliationStore } from './store.ts';
import { checkUsers, readSubjects } from './subjects.ts';
import { findMissing, sumProfiles, walkPool } from './walks.ts';

const env = readEnvironment('reconciliation/reconcile');
const tables = {
  registrations: env.REGISTRATIONS_TABLE,
  users: env.USERS_TABLE,
  access: env.ACCESS_TABLE,
  journal: env.JOURNAL_TABLE,
};
const pacing = { now: () => performance.now(), sleep };

// Half of UserRead's quota of 120 a second, and less than half of UserUpdate's 25: registrations and sign-ins go first.
const paces = { reads: pacer(60, pacing), removals: pacer(10, pacing) };

const client = dynamo();
const store = reconciliationStore(client, tables);
const pool = reconciledPool(cognito(), env.USER_POOL_ID, paces);
const read = readSubjects(client, tables);
const check = checkUsers({ read, clock });

const run = reconcile({
  store,
  walks: {
    pool: walkPool({ pool, check, clock }),
    profiles: sumProfiles(store),
    missing: findMissing({ store, pool, check, clock }),
    removing: removeNext(removeLeftovers({ store, read, pool, tables, clock }), clock),
  },
  clock,
  newId,
});

export const handler = (event: unknown, context: Context) => {
  const command = readCommand(event);
  return run(command, workingTimeMs(command, context.getRemainingTimeInMillis()));
};
