import { startOrDescribe } from '../domain/registration/workflow.ts';
import { stepFunctions } from '../platform/aws/clients.ts';
import { readEnvironment } from '../platform/runtime.ts';
import { failRolesOfDeletedUser, giveUpOnRoles } from './deferred-roles.ts';
import { recoveryDependencies } from './dependencies.ts';
import { sweepRegistrations } from './sweep-registrations.ts';

const env = readEnvironment('registration/sweep-registrations');
const { store, complete, finish, clock } = recoveryDependencies(env);

export const handler = sweepRegistrations({
  store,
  startOrDescribe: startOrDescribe(stepFunctions(), env.STATE_MACHINE_ARN),
  complete,
  giveUp: giveUpOnRoles(store, clock),
  failRoles: failRolesOfDeletedUser(store, clock),
  finish,
  clock,
});
