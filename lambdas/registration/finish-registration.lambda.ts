import { messageConsumer } from '../platform/events/consumer.ts';
import { recoveryDependencies } from './dependencies.ts';
import { readExecutionEnd } from './execution-end.ts';

export const handler = messageConsumer(readExecutionEnd, recoveryDependencies().finish, ({ registrationId }) => ({
  registrationId,
}));
