import { dynamo } from '../platform/aws/dynamo.ts';
import { systemClock } from '../platform/clock.ts';
import { readEnvironment } from '../platform/environment.ts';
import { consumer } from '../platform/events/consumer.ts';
import { followingJournal } from '../platform/events/following-journal.ts';
import { invalidateCache } from './invalidate-cache.ts';

const { JOURNAL_TABLE } = readEnvironment('access/invalidate-cache');

const invalidate = invalidateCache({ journal: followingJournal(dynamo(), JOURNAL_TABLE), clock: systemClock });

export const handler = consumer(invalidate);
