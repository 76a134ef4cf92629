import { consumer } from '../platform/consumer.ts';
import { logger } from '../platform/logger.ts';
import { logEvent } from './log-event.ts';

export const handler = consumer(logEvent(logger));
