import { api } from '../platform/api/api.ts';
import { systemClock } from '../platform/clock.ts';
import { apiDependencies } from './dependencies.ts';
import { resumeRegistration } from './registrations.ts';
import { resumeRollback } from './resume.ts';
import { rollBackUser } from './roll-back-user.ts';

const { env, store, pool, complete } = apiDependencies();
const rollBack = rollBackUser({
  store,
  registrationsTable: env.REGISTRATIONS_TABLE,
  usersTable: env.USERS_TABLE,
  pool,
  clock: systemClock,
});

export const handler = api({
  resumeRegistration: resumeRegistration({
    store,
    complete,
    rollBackAgain: resumeRollback(store, rollBack, systemClock),
  }),
});
