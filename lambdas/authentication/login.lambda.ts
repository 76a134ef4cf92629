import { KMSClient } from '@aws-sdk/client-kms';
import { readAuthorization } from '../domain/authorization/authorization.ts';
import { dataKeys } from '../domain/sessions/data-keys.ts';
import { openSession } from '../domain/sessions/open-session.ts';
import { revokeSession } from '../domain/sessions/revoke-session.ts';
import { sessionStore } from '../domain/sessions/store.ts';
import { vault } from '../domain/sessions/vault.ts';
import { countFailure } from '../domain/throttles/store.ts';
import { signIns } from '../domain/user-pool/sign-in.ts';
import { api } from '../platform/api/api.ts';
import { cognito } from '../platform/aws/cognito.ts';
import { dynamo } from '../platform/aws/dynamo.ts';
import { clientSettings } from '../platform/aws/settings.ts';
import { systemClock } from '../platform/clock.ts';
import { readEnvironment } from '../platform/environment.ts';
import { followingJournal } from '../platform/events/following-journal.ts';
import { writeWithEvents } from '../platform/events/journaled-write.ts';
import { newId } from '../platform/ids.ts';
import { sleep } from '../platform/sleep.ts';
import { loginEndpoints } from './login/endpoints.ts';
import { countFailedLogin } from './login/failed-logins.ts';
import { logIn } from './login/log-in.ts';
import { refreshSession } from './login/refresh-session.ts';
import { loginStore } from './login/store.ts';

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
const cookieName = env.SESSION_COOKIE;
const present = { clock: systemClock, newId };
const pool = signIns(cognito(), env.USER_POOL_ID, env.USER_POOL_CLIENT_ID);
const secrets = vault(dataKeys(new KMSClient(clientSettings), env.SESSION_KEY_ID, systemClock));

export const handler = api(
  loginEndpoints({
    cookieName,
    time: { clock: systemClock, sleep },
    logIn: logIn({
      ...present,
      pool,
      store: loginStore(client, tables),
      open: openSession({ vault: secrets, sessionsTable: tables.sessions, cookieName }),
      countFailure: countFailedLogin({
        count: countFailure(client, tables.throttles),
        journal: followingJournal(client, tables.journal),
      }),
      write: writeWithEvents(client, tables.journal),
      throttlesTable: tables.throttles,
    }),
    refresh: refreshSession({
      ...present,
      pool,
      cookieName,
      vault: secrets,
      sessions: sessionStore(client, tables.sessions),
      authorizationOf: readAuthorization(client, tables.access),
      revoke: revokeSession(client, tables),
    }),
  }),
);
