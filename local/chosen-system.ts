import { type Clients, clientsFor } from './clients.ts';
import { CommandError } from './command/command-error.ts';
import { readStage } from './deploy/stage.ts';
import { type Outputs, outputsOf } from './deployment/outputs.ts';
import { type Deployed, readDeployed } from './deployment/stacks.ts';
import { runningEmulator } from './running-system.ts';

/** A deployed system: the one that `npm start` runs, or a stage in AWS. */
export interface ChosenSystem {
  readonly outputs: Outputs;
  readonly clients: Clients;
}

async function deployedIn(clients: Clients, stage: ReturnType<typeof readStage>): Promise<Deployed> {
  try {
    return await readDeployed(clients.stacks, stage);
  } catch (error) {
    const name = error instanceof Error ? error.name : 'no answer';
    throw new CommandError(
      `AWS does not say what is deployed (${name}); set AWS_PROFILE or other credentials, and AWS_REGION.`,
    );
  }
}

/** The stage's system, with the caller's own credentials and region; the running one without a stage. */
export async function chosenSystem(
  stage: string | undefined,
  command: 'dlq' | 'reconcile' | 'setup-groups',
): Promise<ChosenSystem> {
  if (stage === undefined || stage === 'local') return runningEmulator();
  const known = readStage(stage, command);
  const clients = clientsFor({});
  const { outputs: given } = await deployedIn(clients, known);
  const region = await clients.stacks.config.region();
  if (given.StateMachineArn === undefined) {
    throw new CommandError(`${known} is not deployed in ${region} of this account; choose another with AWS_REGION.`);
  }
  return { outputs: outputsOf(given, { endpoint: `https://${region}.amazonaws.com`, region }), clients };
}
