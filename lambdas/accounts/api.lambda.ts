import { accountPool } from '../domain/user-pool/users.ts';
import { api } from '../platform/api/api.ts';
import { cognito } from '../platform/aws/cognito.ts';
import { dynamo } from '../platform/aws/dynamo.ts';
import { systemClock } from '../platform/clock.ts';
import { readEnvironment } from '../platform/environment.ts';
import { newId } from '../platform/ids.ts';
import { accountEndpoints } from './endpoints.ts';
import { accountStore } from './store.ts';

const env = readEnvironment('accounts/api');
const tables = {
  users: env.USERS_TABLE,
  registrations: env.REGISTRATIONS_TABLE,
  access: env.ACCESS_TABLE,
  journal: env.JOURNAL_TABLE,
};

export const handler = api(
  accountEndpoints({
    store: accountStore(dynamo(), tables),
    pool: accountPool(cognito(), env.USER_POOL_ID),
    tables,
    clock: systemClock,
    newId,
  }),
);
