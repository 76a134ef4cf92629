import { cognito } from '../platform/aws/cognito.ts';
import { dynamo } from '../platform/aws/dynamo.ts';
import { systemClock } from '../platform/clock.ts';
import { consumer } from '../platform/consumer.ts';
import { readEnvironment } from '../platform/environment.ts';
import { followingJournal } from '../platform/journal-once.ts';
import { signOutOf } from '../platform/sign-out.ts';
import { endSessions } from './end-sessions.ts';

const env = readEnvironment('JOURNAL_TABLE', 'USER_POOL_ID');

const end = endSessions({
  signOut: signOutOf(cognito(), env.USER_POOL_ID),
  journal: followingJournal(dynamo(), env.JOURNAL_TABLE),
  clock: systemClock,
});

export const handler = consumer(end);
