import { readAuthorization } from '../domain/authorization/authorization.ts';
import { sessionStore } from '../domain/sessions/store.ts';
import { signOutUser } from '../domain/user-pool/users.ts';
import { cognito } from '../platform/aws/cognito.ts';
import { dynamo } from '../platform/aws/dynamo.ts';
import { systemClock } from '../platform/clock.ts';
import { readEnvironment } from '../platform/environment.ts';
import { consumer } from '../platform/events/consumer.ts';
import { followingJournal } from '../platform/events/following-journal.ts';
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
  journal: followingJournal(client, env.JOURNAL_TABLE),
  clock: systemClock,
});

export const handler = consumer(end);
