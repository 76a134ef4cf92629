import { refuseWeak } from '../domain/password-strength/refuse-weak.ts';
import { admissions, startRegistration } from '../domain/registration/workflow.ts';
import { setPassword } from '../domain/user-pool/users.ts';
import { api } from '../platform/api/api.ts';
import { cognito, dynamo, stepFunctions } from '../platform/aws/clients.ts';
import { consumerJournal } from '../platform/events/journal.ts';
import { systemClock as clock, newId, readEnvironment, sleep } from '../platform/runtime.ts';
import { notifyAccountHolder, recordInitialPassword, registerSignUp, signUp } from './sign-up.ts';

const env = readEnvironment('sign-up/api');
const client = dynamo();
const store = admissions(client, env.REGISTRATIONS_TABLE);

export const handler = api({
  signUp: signUp({
    holderOf: store.holderOf,
    notifyAccountHolder: notifyAccountHolder(consumerJournal(client, env.JOURNAL_TABLE), clock),
    register: registerSignUp({
      store,
      start: startRegistration(stepFunctions(), env.STATE_MACHINE_ARN),
      setPassword: setPassword(cognito(), env.USER_POOL_ID),
      recordInitialPassword: recordInitialPassword(client, env.USERS_TABLE),
      waiting: { now: () => performance.now(), sleep },
      clock,
      newId,
    }),
    refuseWeak,
    time: { clock, sleep },
  }),
});
