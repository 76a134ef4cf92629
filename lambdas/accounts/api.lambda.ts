import { accountPool } from '../domain/user-pool/users.ts';
import { api } from '../platform/api/api.ts';
import { cognito, dynamo } from '../platform/aws/clients.ts';
import { newId, readEnvironment, systemClock } from '../platform/runtime.ts';
import { accountEndpoints } from './change-account.ts';
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
