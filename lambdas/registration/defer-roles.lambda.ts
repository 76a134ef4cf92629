import { deferRolesInput } from '../../contracts/registration.ts';
import { readEnvironment } from '../platform/runtime.ts';
import { task } from '../platform/task.ts';
import { deferRoles } from './deferred-roles.ts';
import { storeDependencies } from './dependencies.ts';

const env = readEnvironment('registration/defer-roles');
const { store, clock } = storeDependencies(env);

export const handler = task(deferRolesInput, deferRoles({ store, usersTable: env.USERS_TABLE, clock }));
