import { userPool } from '../domain/user-pool/user-pool.ts';
import { cognito } from '../platform/aws/cognito.ts';
import { dynamo } from '../platform/aws/dynamo.ts';
import { systemClock as clock } from '../platform/clock.ts';
import type { readEnvironment } from '../platform/environment.ts';
import { deferRoles } from './defer-roles.ts';
import { finishRegistration } from './finish-registration.ts';
import { recordRollbackFailure } from './record-rollback-failure.ts';
import { refuseRegistration } from './refuse-registration.ts';
import { completeRoles, resumeRollback } from './resume.ts';
import { rollBackUser } from './roll-back-user.ts';
import { registrationStore } from './store.ts';

type CompletionEnvironment = ReturnType<typeof readEnvironment<'registration/resume'>>;

/** What the entry points share that admit and complete registrations; built once, at start. */
export function completionDependencies(env: CompletionEnvironment) {
  const client = dynamo();
  const store = registrationStore(client, { registrations: env.REGISTRATIONS_TABLE, journal: env.JOURNAL_TABLE });
  const pool = userPool(cognito(), env.USER_POOL_ID);
  const granting = { store, pool, usersTable: env.USERS_TABLE, accessTable: env.ACCESS_TABLE };
  return { client, store, pool, complete: completeRoles({ ...granting, clock }) };
}

/** What the entry points share that end what a workflow left: by an operator, by an event, by the clock. */
export function recoveryDependencies(env: CompletionEnvironment) {
  const { store, pool, complete } = completionDependencies(env);
  const tables = { registrationsTable: env.REGISTRATIONS_TABLE, usersTable: env.USERS_TABLE };
  const rollBack = rollBackUser({ store, ...tables, pool, clock });
  const rollBackAgain = resumeRollback(store, rollBack, clock);
  const finish = finishRegistration({
    store,
    refuse: refuseRegistration(store, env.REGISTRATIONS_TABLE),
    defer: deferRoles({ store, usersTable: env.USERS_TABLE, clock }),
    rollBack,
    recordFailure: recordRollbackFailure({ store, pool, clock }),
    rollBackAgain,
    clock,
  });
  return { store, complete, rollBackAgain, finish };
}
