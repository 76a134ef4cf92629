import { createUserInput } from '../../contracts/registration.ts';
import { readEnvironment } from '../platform/runtime.ts';
import { task } from '../platform/task.ts';
import { createUser } from './create-user.ts';
import { poolDependencies } from './dependencies.ts';

const env = readEnvironment('registration/create-user');
const { store, pool, clock } = poolDependencies(env);

export const handler = task(createUserInput, createUser({ store, usersTable: env.USERS_TABLE, pool, clock }));
