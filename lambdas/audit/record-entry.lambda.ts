import { dynamo } from '../platform/aws/clients.ts';
import { consumer } from '../platform/events/consumer.ts';
import { readEnvironment } from '../platform/runtime.ts';
import { auditAppender, recordEntry } from './store.ts';

const { AUDIT_TABLE } = readEnvironment('audit/record-entry');

export const handler = consumer(recordEntry(auditAppender(dynamo(), AUDIT_TABLE)));
