import type { EnvironmentName } from '../../contracts/internal/environment.ts';
import { userPool } from '../domain/user-pool/users.ts';
import { cognito, dynamo } from '../platform/aws/clients.ts';
import { systemClock as clock } from '../platform/runtime.ts';
import { completeRoles, deferRoles } from './deferred-roles.ts';
import { finishRegistration } from './finish-registration.ts';
import { refuseRegistration } from './reserve-registration.ts';
import { recordRollbackFailure, resumeRollback, rollBackUser } from './rollback.ts';
import { registrationStore } from './store.ts';

type Environment<Name extends EnvironmentName> = Readonly<Record<Name, string>>;
type StoreEnvironment = Environment<'REGISTRATIONS_TABLE' | 'JOURNAL_TABLE'>;
type PoolEnvironment = StoreEnvironment & Environment<'USER_POOL_ID'>;
type CompletionEnvironment = PoolEnvironment & Environment<'USERS_TABLE' | 'ACCESS_TABLE'>;

/** For entry points that write registrations. */
export function storeDependencies(env: StoreEnvironment) {
  const client = dynamo();
  const store = registrationStore(client, { registrations: env.REGISTRATIONS_TABLE, journal: env.JOURNAL_TABLE });
  return { client, store, clock };
}

/** For entry points that also call Cognito. */
export const poolDependencies = (env: PoolEnvironment) => ({
  ...storeDependencies(env),
  pool: userPool(cognito(), env.USER_POOL_ID),
});

/** For entry points that complete deferred roles. */
export function completionDependencies(env: CompletionEnvironment) {
  const deps = poolDependencies(env);
  return { ...deps, complete: completeRoles({ ...deps, usersTable: env.USERS_TABLE, accessTable: env.ACCESS_TABLE }) };
}

/** For entry points that finish what a workflow did not: on an operator's request, on an event, on schedule. */
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
  return { store, complete, rollBackAgain, finish, clock };
}
