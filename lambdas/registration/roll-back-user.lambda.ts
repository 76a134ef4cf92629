import { rollBackUserInput } from '../../contracts/registration.ts';
import { readEnvironment } from '../platform/runtime.ts';
import { task } from '../platform/task.ts';
import { poolDependencies } from './dependencies.ts';
import { rollBackUser } from './rollback.ts';

const env = readEnvironment('registration/roll-back-user');
const { store, pool, clock } = poolDependencies(env);
const tables = { registrationsTable: env.REGISTRATIONS_TABLE, usersTable: env.USERS_TABLE };

export const handler = task(rollBackUserInput, rollBackUser({ store, ...tables, pool, clock }));
