import { assignRolesInput } from '../../contracts/workflows/register-user.ts';
import { userPool } from '../domain/user-pool/user-pool.ts';
import { cognito } from '../platform/aws/cognito.ts';
import { dynamo } from '../platform/aws/dynamo.ts';
import { systemClock } from '../platform/clock.ts';
import { readEnvironment } from '../platform/environment.ts';
import { task } from '../platform/task.ts';
import { assignRoles } from './assign-roles.ts';
import { registrationStore } from './store.ts';

const env = readEnvironment('registration/assign-roles');
const store = registrationStore(dynamo(), { registrations: env.REGISTRATIONS_TABLE, journal: env.JOURNAL_TABLE });
const pool = userPool(cognito(), env.USER_POOL_ID);

export const handler = task(
  assignRolesInput,
  assignRoles({ store, usersTable: env.USERS_TABLE, accessTable: env.ACCESS_TABLE, pool }, systemClock),
);
