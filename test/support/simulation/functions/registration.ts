import {
  assignRolesInput,
  createUserInput,
  deferRolesInput,
  recordRollbackFailureInput,
  reserveRegistrationInput,
  rollBackUserInput,
} from '../../../../contracts/registration.ts';
import { readRolePermissions } from '../../../../lambdas/domain/authorization/authorization.ts';
import { awaitEnd, startOrDescribe, startRegistration } from '../../../../lambdas/domain/registration/workflow.ts';
import { api } from '../../../../lambdas/platform/api/api.ts';
import { messageConsumer } from '../../../../lambdas/platform/events/consumer.ts';
import { task } from '../../../../lambdas/platform/task.ts';
import { createUser } from '../../../../lambdas/registration/create-user.ts';
import { deferRoles, failRolesOfDeletedUser, giveUpOnRoles } from '../../../../lambdas/registration/deferred-roles.ts';
import { finishRegistration, readExecutionEnd } from '../../../../lambdas/registration/finish-registration.ts';
import { assignRoles } from '../../../../lambdas/registration/grant-roles.ts';
import { getRegistration, registerUser, resumeRegistration } from '../../../../lambdas/registration/register-user.ts';
import { refuseRegistration, reserveRegistration } from '../../../../lambdas/registration/reserve-registration.ts';
import { recordRollbackFailure, resumeRollback } from '../../../../lambdas/registration/rollback.ts';
import { sweepRegistrations } from '../../../../lambdas/registration/sweep-registrations.ts';
import { type InvocationContext, POOL, tables, type Wiring } from './dependencies.ts';

const MACHINE_ARN = 'arn:aws:states:eu-central-1:000000000000:stateMachine:register-user';

/** As lambdas/registration/dependencies.ts shares it. */
function completion({ aws, deps, clock }: InvocationContext) {
  const store = deps.registrationStore(aws.dynamo, tables);
  const pool = deps.userPool(aws.cognito, POOL);
  const granting = { store, pool, usersTable: tables.users, accessTable: tables.access };
  return { store, pool, granting, complete: deps.completeRoles({ ...granting, clock }) };
}

function recovery(given: InvocationContext) {
  const { deps, clock } = given;
  const { store, pool, complete } = completion(given);
  const rollBack = deps.rollBackUser({
    store,
    registrationsTable: tables.registrations,
    usersTable: tables.users,
    pool,
    clock,
  });
  const rollBackAgain = resumeRollback(store, rollBack, clock);
  const finish = finishRegistration({
    store,
    refuse: refuseRegistration(store, tables.registrations),
    defer: deferRoles({ store, usersTable: tables.users, clock }),
    rollBack,
    recordFailure: recordRollbackFailure({ store, pool, clock }),
    rollBackAgain,
    clock,
  });
  return { store, complete, rollBack, rollBackAgain, finish };
}

/** The capability's entry points. */
export const registrationFunctions = {
  'registration/reserve-registration': (given) => {
    const { store } = completion(given);
    const roles = readRolePermissions(given.aws.dynamo, tables.access);
    const reserve = reserveRegistration({ store, table: tables.registrations, roles, clock: given.clock });
    return task(reserveRegistrationInput, reserve);
  },
  'registration/create-user': (given) => {
    const { store, pool } = completion(given);
    return task(createUserInput, createUser({ store, usersTable: tables.users, pool, clock: given.clock }));
  },
  'registration/assign-roles': (given) =>
    task(assignRolesInput, assignRoles({ ...completion(given).granting, clock: given.clock })),
  'registration/defer-roles': (given) => {
    const { store } = completion(given);
    return task(deferRolesInput, deferRoles({ store, usersTable: tables.users, clock: given.clock }));
  },
  'registration/roll-back-user': (given) => task(rollBackUserInput, recovery(given).rollBack),
  'registration/record-rollback-failure': (given) => {
    const { store, pool } = completion(given);
    return task(recordRollbackFailureInput, recordRollbackFailure({ store, pool, clock: given.clock }));
  },
  'registration/resume': (given) => api({ resumeRegistration: resumeRegistration(recovery(given)) }),
  'registration/finish-registration': (given) => messageConsumer(readExecutionEnd, recovery(given).finish),
  'registration/sweep-registrations': (given) => {
    const { store, complete, finish } = recovery(given);
    const { aws, clock } = given;
    const giveUp = giveUpOnRoles(store, clock);
    const failRoles = failRolesOfDeletedUser(store, clock);
    const start = startOrDescribe(aws.sfn, MACHINE_ARN);
    return sweepRegistrations({ store, startOrDescribe: start, complete, giveUp, failRoles, finish, clock });
  },
  'registration/api': (given) => {
    const { aws, clock, sleep, newId } = given;
    const { store, complete } = completion(given);
    const waiting = awaitEnd({ store, now: () => clock().getTime(), sleep });
    const roles = readRolePermissions(aws.dynamo, tables.access);
    const start = startRegistration(aws.sfn, MACHINE_ARN);
    const register = registerUser({ store, roles, start, awaitEnd: waiting, complete, clock, newId });
    return api({ registerUser: register, getRegistration: getRegistration(store) });
  },
} satisfies Record<string, Wiring>;
