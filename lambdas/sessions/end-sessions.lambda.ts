import { readAuthorization } from '../domain/authorization/authorization.ts';
import { sessionStore } from '../domain/sessions/store.ts';
import { signOutUser } from '../domain/user-pool/users.ts';
import { cognito, dynamo } from '../platform/aws/clients.ts';
import { consumer } from '../platform/events/consumer.ts';
import { consumerJournal } from '../platform/events/journal.ts';
import { readEnvironment, systemClock } from '../platform/runtime.ts';
import { endSessions, markSession, markSessions } from './end-sessions.ts';

const env = readEnvironment('sessions/end-sessions');
const client = dynamo();

const end = endSessions({
  mark: markSessions({
    sessions: sessionStore(client, env.SESSIONS_TABLE),
    authorizationOf: readAuthorization(client, env.ACCESS_TABLE),
    mark: markSession(client, env.SESSIONS_TABLE),
  }),
  signOut: signOutUser(cognito(), env.USER_POOL_ID),
  journal: consumerJournal(client, env.JOURNAL_TABLE),
  clock: systemClock,
});

export const handler = consumer(end);
