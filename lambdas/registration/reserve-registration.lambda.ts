import { reserveRegistrationInput } from '../../contracts/registration.ts';
import { readRolePermissions } from '../domain/authorization/authorization.ts';
import { readEnvironment } from '../platform/runtime.ts';
import { task } from '../platform/task.ts';
import { storeDependencies } from './dependencies.ts';
import { reserveRegistration } from './reserve-registration.ts';

const env = readEnvironment('registration/reserve-registration');
const { client, store, clock } = storeDependencies(env);
const roles = readRolePermissions(client, env.ACCESS_TABLE);

export const handler = task(
  reserveRegistrationInput,
  reserveRegistration({ store, table: env.REGISTRATIONS_TABLE, roles, clock }),
);
