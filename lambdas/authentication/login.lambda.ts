import { readAuthorization } from '../domain/authorization/authorization.ts';
import { createSession } from '../domain/sessions/create-session.ts';
import { endSession } from '../domain/sessions/end-sessions.ts';
import { dataKeys, envelopeEncryption } from '../domain/sessions/envelope-encryption.ts';
import { sessionStore } from '../domain/sessions/store.ts';
import { countFailure } from '../domain/throttles/store.ts';
import { poolAuthentication } from '../domain/user-pool/sign-in.ts';
import { api } from '../platform/api/api.ts';
import { cognito, dynamo, kms } from '../platform/aws/clients.ts';
import { consumerJournal, writeWithEvents } from '../platform/events/journal.ts';
import { systemClock as clock, newId, readEnvironment, sleep } from '../platform/runtime.ts';
import { logIn, logInEndpoint } from './login/log-in.ts';
import { refreshEndpoint, refreshSession } from './login/refresh-session.ts';
import { countFailedLogin, loginStore } from './login/store.ts';

const env = readEnvironment('authentication/login');
const client = dynamo();
const tables = {
  sessions: env.SESSIONS_TABLE,
  registrations: env.REGISTRATIONS_TABLE,
  users: env.USERS_TABLE,
  access: env.ACCESS_TABLE,
  journal: env.JOURNAL_TABLE,
  throttles: env.THROTTLES_TABLE,
};
const pool = poolAuthentication(cognito(), env.USER_POOL_ID, env.USER_POOL_CLIENT_ID);
const encryption = envelopeEncryption(dataKeys(kms(), env.SESSION_KEY_ID, clock));

const authenticate = logIn({
  pool,
  store: loginStore(client, tables),
  createSession: createSession({ encryption, sessionsTable: tables.sessions }),
  countFailure: countFailedLogin({
    count: countFailure(client, tables.throttles),
    journal: consumerJournal(client, tables.journal),
  }),
  write: writeWithEvents(client, tables.journal),
  throttlesTable: tables.throttles,
  clock,
  newId,
});

const refresh = refreshSession({
  pool,
  encryption,
  sessions: sessionStore(client, tables.sessions),
  authorizationOf: readAuthorization(client, tables.access),
  endSession: endSession(client, tables),
  clock,
  newId,
});

export const handler = api({
  logIn: logInEndpoint(authenticate, env.SESSION_COOKIE, { clock, sleep }),
  refreshSession: refreshEndpoint(refresh, env.SESSION_COOKIE),
});
