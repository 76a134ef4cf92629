import { rollBackUserInput } from '../../contracts/workflows/register-user.ts';
import { userPool } from '../domain/user-pool/user-pool.ts';
import { cognito } from '../platform/aws/cognito.ts';
import { dynamo } from '../platform/aws/dynamo.ts';
import { systemClock } from '../platform/clock.ts';
import { readEnvironment } from '../platform/environment.ts';
import { task } from '../platform/task.ts';
import { rollBackUser } from './roll-back-user.ts';
import { registrationStore } from './store.ts';

const env = readEnvironment('registration/roll-back-user');
const store = registrationStore(dynamo(), { registrations: env.REGISTRATIONS_TABLE, journal: env.JOURNAL_TABLE });
const pool = userPool(cognito(), env.USER_POOL_ID);

export const handler = task(
  rollBackUserInput,
  rollBackUser({
    store,
    registrationsTable: env.REGISTRATIONS_TABLE,
    usersTable: env.USERS_TABLE,
    pool,
    clock: systemClock,
  }),
);
