import { dynamo } from '../platform/aws/clients.ts';
import { consumer } from '../platform/events/consumer.ts';
import { consumerJournal } from '../platform/events/journal.ts';
import { readEnvironment, systemClock } from '../platform/runtime.ts';
import { invalidateCache } from './invalidate-cache.ts';

const { JOURNAL_TABLE } = readEnvironment('access/invalidate-cache');

const invalidate = invalidateCache({ journal: consumerJournal(dynamo(), JOURNAL_TABLE), clock: systemClock });

export const handler = consumer(invalidate);
