import { readAuthorization } from '../domain/authorization/authorization.ts';
import { endAllSessions, endSession } from '../domain/sessions/end-sessions.ts';
import { listActiveSessions, sessionStore } from '../domain/sessions/store.ts';
import { api } from '../platform/api/api.ts';
import { dynamo } from '../platform/aws/clients.ts';
import { systemClock as clock, newId, readEnvironment } from '../platform/runtime.ts';
import { endSessionEndpoints, getMe, listSessions, readOwnProfile } from './session-endpoints.ts';

const env = readEnvironment('sessions/api');
const client = dynamo();
const tables = { sessions: env.SESSIONS_TABLE, access: env.ACCESS_TABLE, journal: env.JOURNAL_TABLE };
const sessions = sessionStore(client, tables.sessions);
const authorizationOf = readAuthorization(client, tables.access);
const list = listActiveSessions(sessions, authorizationOf);

export const handler = api({
  getMe: getMe({ profileOf: readOwnProfile(client, env.USERS_TABLE), authorizationOf, list, clock }),
  ...listSessions({ list, clock }),
  ...endSessionEndpoints({
    sessions,
    authorizationOf,
    list,
    endSession: endSession(client, tables),
    endAllSessions: endAllSessions(client, tables),
    cookieName: env.SESSION_COOKIE,
    clock,
    newId,
  }),
});
