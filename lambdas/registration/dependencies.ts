import { cognito } from '../platform/aws/cognito.ts';
import { dynamo } from '../platform/aws/dynamo.ts';
import { systemClock } from '../platform/clock.ts';
import { readEnvironment } from '../platform/environment.ts';
import { userPool } from '../platform/user-pool.ts';
import { completeRoles } from './resume.ts';
import { registrationStore } from './store.ts';

/** What the HTTP entry points of registration share; built once, at start. */
export function apiDependencies() {
  const env = readEnvironment('REGISTRATIONS_TABLE', 'USERS_TABLE', 'ACCESS_TABLE', 'JOURNAL_TABLE', 'USER_POOL_ID');
  const client = dynamo();
  const store = registrationStore(client, { registrations: env.REGISTRATIONS_TABLE, journal: env.JOURNAL_TABLE });
  const pool = userPool(cognito(), env.USER_POOL_ID);
  const granting = { store, pool, usersTable: env.USERS_TABLE, accessTable: env.ACCESS_TABLE };
  return { env, client, store, pool, complete: completeRoles({ ...granting, clock: systemClock }) };
}
