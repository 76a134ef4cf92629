import { assignRolesInput } from '../../contracts/registration.ts';
import { readEnvironment } from '../platform/runtime.ts';
import { task } from '../platform/task.ts';
import { poolDependencies } from './dependencies.ts';
import { assignRoles } from './grant-roles.ts';

const env = readEnvironment('registration/assign-roles');
const { store, pool, clock } = poolDependencies(env);

export const handler = task(
  assignRolesInput,
  assignRoles({ store, usersTable: env.USERS_TABLE, accessTable: env.ACCESS_TABLE, pool, clock }),
);
