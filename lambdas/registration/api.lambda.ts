import { readRolePermissions } from '../domain/authorization/authorization.ts';
import { awaitEnd, startRegistration } from '../domain/registration/workflow.ts';
import { api } from '../platform/api/api.ts';
import { stepFunctions } from '../platform/aws/clients.ts';
import { newId, readEnvironment, sleep } from '../platform/runtime.ts';
import { completionDependencies } from './dependencies.ts';
import { getRegistration, registerUser } from './register-user.ts';

const env = readEnvironment('registration/api');
const { client, store, complete, clock } = completionDependencies(env);

export const handler = api({
  registerUser: registerUser({
    store,
    roles: readRolePermissions(client, env.ACCESS_TABLE),
    start: startRegistration(stepFunctions(), env.STATE_MACHINE_ARN),
    awaitEnd: awaitEnd({ store, now: () => performance.now(), sleep }),
    complete,
    clock,
    newId,
  }),
  getRegistration: getRegistration(store),
});
