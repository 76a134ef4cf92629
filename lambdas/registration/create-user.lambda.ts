import { createUserInput } from '../../contracts/workflows/register-user.ts';
import { userPool } from '../domain/user-pool/user-pool.ts';
import { cognito } from '../platform/aws/cognito.ts';
import { dynamo } from '../platform/aws/dynamo.ts';
import { systemClock } from '../platform/clock.ts';
import { readEnvironment } from '../platform/environment.ts';
import { task } from '../platform/task.ts';
import { createUser } from './create-user.ts';
import { registrationStore } from './store.ts';

const env = readEnvironment('registration/create-user');
const store = registrationStore(dynamo(), { registrations: env.REGISTRATIONS_TABLE, journal: env.JOURNAL_TABLE });
const pool = userPool(cognito(), env.USER_POOL_ID);

export const handler = task(
  createUserInput,
  createUser({ store, usersTable: env.USERS_TABLE, pool, clock: systemClock }),
);
