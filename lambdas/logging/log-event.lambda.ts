import { consumer } from '../platform/events/consumer.ts';
import { logger } from '../platform/observability/logger.ts';
import { logEvent } from './log-event.ts';

export const handler = consumer(logEvent(logger));
