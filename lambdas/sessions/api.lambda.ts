import { readAuthorization } from '../domain/authorization/authorization.ts';
import { listOpenSessions } from '../domain/sessions/open-sessions.ts';
import { revokeAllSessions } from '../domain/sessions/revoke-all-sessions.ts';
import { revokeSession } from '../domain/sessions/revoke-session.ts';
import { sessionStore } from '../domain/sessions/store.ts';
import { api } from '../platform/api/api.ts';
import { dynamo } from '../platform/aws/dynamo.ts';
import { systemClock } from '../platform/clock.ts';
import { readEnvironment } from '../platform/environment.ts';
import { newId } from '../platform/ids.ts';
import { endingSessions } from './end-session.ts';
import { readPerson } from './person.ts';
import { sessionEndpoints } from './session-endpoints.ts';

const env = readEnvironment('sessions/api');
const client = dynamo();
const tables = { sessions: env.SESSIONS_TABLE, access: env.ACCESS_TABLE, journal: env.JOURNAL_TABLE };
const sessions = sessionStore(client, tables.sessions);
const authorizationOf = readAuthorization(client, tables.access);
const listOpen = listOpenSessions(sessions, authorizationOf);

export const handler = api(
  sessionEndpoints({
    authorizationOf,
    listOpen,
    ending: endingSessions({
      sessions,
      authorizationOf,
      listOpen,
      revoke: revokeSession(client, tables),
      revokeAll: revokeAllSessions(client, tables),
      clock: systemClock,
      newId,
    }),
    personOf: readPerson(client, env.USERS_TABLE),
    cookieName: env.SESSION_COOKIE,
    clock: systemClock,
  }),
);
