import { admissions, awaitEnd, startRegistration } from '../domain/registration/workflow.ts';
import { createSession } from '../domain/sessions/create-session.ts';
import { dataKeys, envelopeEncryption } from '../domain/sessions/envelope-encryption.ts';
import { countFailure } from '../domain/throttles/store.ts';
import { signInExternally } from '../domain/user-pool/sign-in.ts';
import { api } from '../platform/api/api.ts';
import { cognito, dynamo, kms, stepFunctions } from '../platform/aws/clients.ts';
import { tokens } from '../platform/aws/mac-tokens.ts';
import { consumerJournal, writeWithEvents } from '../platform/events/journal.ts';
import { systemClock as clock, newId, readEnvironment, sleep } from '../platform/runtime.ts';
import { accountOf, registerExternally } from './external/account.ts';
import { externalLinks, trustedIssuers, verifyIdToken } from './external/identity.ts';
import { externalLoginEndpoint, logInExternally } from './external/log-in.ts';
import { countFailedLogin, loginStore } from './login/store.ts';

const env = readEnvironment('authentication/external-login');
const client = dynamo();
const keys = kms();
const tables = {
  registrations: env.REGISTRATIONS_TABLE,
  users: env.USERS_TABLE,
  access: env.ACCESS_TABLE,
  journal: env.JOURNAL_TABLE,
  throttles: env.THROTTLES_TABLE,
};
const store = loginStore(client, tables);
const registrations = admissions(client, tables.registrations);

const logIn = logInExternally({
  verify: verifyIdToken(trustedIssuers(env.EXTERNAL_ISSUERS), clock),
  accountOf: accountOf({
    links: externalLinks(client, tables),
    store,
    admissions: registrations,
    register: registerExternally({
      admissions: registrations,
      start: startRegistration(stepFunctions(), env.STATE_MACHINE_ARN),
      clock,
    }),
    awaitEnd: awaitEnd({ store: registrations, now: () => performance.now(), sleep }),
  }),
  store,
  signIn: signInExternally({
    client: cognito(),
    poolId: env.USER_POOL_ID,
    clientId: env.USER_POOL_CLIENT_ID,
    tokens: tokens(keys, env.TOKEN_KEY_ID),
    clock,
  }),
  createSession: createSession({
    encryption: envelopeEncryption(dataKeys(keys, env.SESSION_KEY_ID, clock)),
    sessionsTable: env.SESSIONS_TABLE,
  }),
  cookieName: env.SESSION_COOKIE,
  countFailure: countFailedLogin({
    count: countFailure(client, tables.throttles),
    journal: consumerJournal(client, tables.journal),
  }),
  write: writeWithEvents(client, tables.journal),
  clock,
  newId,
});

export const handler = api({ logInExternally: externalLoginEndpoint(logIn, { clock, sleep }) });
