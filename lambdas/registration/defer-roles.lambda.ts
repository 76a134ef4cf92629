import { deferRolesInput } from '../../contracts/workflows/register-user.ts';
import { dynamo } from '../platform/aws/dynamo.ts';
import { systemClock } from '../platform/clock.ts';
import { readEnvironment } from '../platform/environment.ts';
import { task } from '../platform/task.ts';
import { deferRoles } from './defer-roles.ts';
import { registrationStore } from './store.ts';

const env = readEnvironment('registration/defer-roles');
const store = registrationStore(dynamo(), { registrations: env.REGISTRATIONS_TABLE, journal: env.JOURNAL_TABLE });

export const handler = task(deferRolesInput, deferRoles({ store, usersTable: env.USERS_TABLE, clock: systemClock }));
