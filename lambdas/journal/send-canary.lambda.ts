import { dynamo } from '../platform/aws/clients.ts';
import { readEnvironment, systemClock } from '../platform/runtime.ts';
import { sendCanary } from './send-canary.ts';

const { JOURNAL_TABLE } = readEnvironment('journal/send-canary');

export const handler = sendCanary(dynamo(), JOURNAL_TABLE, systemClock);
