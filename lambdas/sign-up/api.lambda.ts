import { SFNClient } from '@aws-sdk/client-sfn';
import { refuseWeak } from '../domain/password-strength/refuse-weak.ts';
import { admissions } from '../domain/registration/admission.ts';
import { startRegistration } from '../domain/registration/workflow.ts';
import { setPassword } from '../domain/user-pool/users.ts';
import { api } from '../platform/api/api.ts';
import { cognito } from '../platform/aws/cognito.ts';
import { dynamo } from '../platform/aws/dynamo.ts';
import { clientSettings } from '../platform/aws/settings.ts';
import { systemClock as clock } from '../platform/clock.ts';
import { readEnvironment } from '../platform/environment.ts';
import { followingJournal } from '../platform/events/following-journal.ts';
import { newId } from '../platform/ids.ts';
import { sleep } from '../platform/sleep.ts';
import { notifyAccountHolder, recordInitialPassword, registerSignUp, signUp } from './sign-up.ts';

const env = readEnvironment('sign-up/api');
const client = dynamo();
const store = admissions(client, env.REGISTRATIONS_TABLE);

export const handler = api({
  signUp: signUp({
    holderOf: store.holderOf,
    notifyAccountHolder: notifyAccountHolder(followingJournal(client, env.JOURNAL_TABLE), clock),
    register: registerSignUp({
      store,
      start: startRegistration(new SFNClient(clientSettings), env.STATE_MACHINE_ARN),
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
