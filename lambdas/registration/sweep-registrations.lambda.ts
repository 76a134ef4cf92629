import { SFNClient } from '@aws-sdk/client-sfn';
import { clientSettings } from '../platform/aws/settings.ts';
import { systemClock } from '../platform/clock.ts';
import { readEnvironment } from '../platform/environment.ts';
import { closeRoles } from './close-roles.ts';
import { recoveryDependencies } from './dependencies.ts';
import { giveUpOnRoles } from './give-up-on-roles.ts';
import { sweepRegistrations } from './sweep-registrations.ts';
import { registerUserWorkflow } from './workflow.ts';

const env = readEnvironment('registration/sweep-registrations');
const { store, complete, finish } = recoveryDependencies(env);

export const handler = sweepRegistrations({
  store,
  workflow: registerUserWorkflow(new SFNClient(clientSettings), env.STATE_MACHINE_ARN),
  complete,
  giveUp: giveUpOnRoles(store, systemClock),
  close: closeRoles(store, systemClock),
  finish,
  clock: systemClock,
});
