import { reserveRegistrationInput } from '../../contracts/workflows/register-user.ts';
import { readRolePermissions } from '../domain/authorization/authorization.ts';
import { dynamo } from '../platform/aws/dynamo.ts';
import { systemClock } from '../platform/clock.ts';
import { readEnvironment } from '../platform/environment.ts';
import { task } from '../platform/task.ts';
import { reserveRegistration } from './reserve-registration.ts';
import { registrationStore } from './store.ts';

const env = readEnvironment('registration/reserve-registration');
const client = dynamo();
const store = registrationStore(client, { registrations: env.REGISTRATIONS_TABLE, journal: env.JOURNAL_TABLE });
const roles = readRolePermissions(client, env.ACCESS_TABLE);

export const handler = task(
  reserveRegistrationInput,
  reserveRegistration({ store, table: env.REGISTRATIONS_TABLE, roles, clock: systemClock }),
);
