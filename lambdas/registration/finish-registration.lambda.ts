import { messageConsumer } from '../platform/events/consumer.ts';
import { readEnvironment } from '../platform/runtime.ts';
import { recoveryDependencies } from './dependencies.ts';
import { readExecutionEnd } from './finish-registration.ts';

const { finish } = recoveryDependencies(readEnvironment('registration/finish-registration'));

export const handler = messageConsumer(readExecutionEnd, finish, ({ registrationId }) => ({ registrationId }));
