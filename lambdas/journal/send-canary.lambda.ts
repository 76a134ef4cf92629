import { dynamo } from '../platform/aws/dynamo.ts';
import { systemClock } from '../platform/clock.ts';
import { readEnvironment } from '../platform/environment.ts';
import { sendCanary } from './send-canary.ts';

const { JOURNAL_TABLE } = readEnvironment('journal/send-canary');

export const handler = sendCanary(dynamo(), JOURNAL_TABLE, systemClock);
