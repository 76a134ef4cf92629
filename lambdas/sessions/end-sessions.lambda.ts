import { readAuthorization } from '../domain/authorization/authorization.ts';
import { sessionStore } from '../domain/sessions/store.ts';
import { signOutOf } from '../domain/user-pool/sign-out.ts';
import { cognito } from '../platform/aws/cognito.ts';
import { dynamo } from '../platform/aws/dynamo.ts';
import { systemClock } from '../platform/clock.ts';
import { readEnvironment } from '../platform/environment.ts';
import { consumer } from '../platform/events/consumer.ts';
import { followingJournal } from '../platform/events/following-journal.ts';
import { endSessions } from './end-sessions.ts';
import { markEnded } from './mark-ended.ts';
import { markSessions } from './mark-sessions.ts';

const env = readEnvironment('sessions/end-sessions');
const client = dynamo();

const end = endSessions({
  mark: markSessions({
    sessions: sessionStore(client, env.SESSIONS_TABLE),
    authorizationOf: readAuthorization(client, env.ACCESS_TABLE),
    mark: markEnded(client, env.SESSIONS_TABLE),
  }),
  signOut: signOutOf(cognito(), env.USER_POOL_ID),
  journal: followingJournal(client, env.JOURNAL_TABLE),
  clock: systemClock,
});

export const handler = consumer(end);
