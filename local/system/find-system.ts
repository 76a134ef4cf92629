import type { Stage } from '../../lib/config.ts';
import { CommandError } from '../command-error.ts';
import { isHealthy } from '../emulator/health.ts';
import { readAdminAccount } from './admin-account.ts';
import { type ApiClient, adminToken, apiClient } from './api-client.ts';
import { type Clients, clientsFor, emulatorAt } from './clients.ts';
import { homeFolders } from './folders.ts';
import { type Outputs, outputsOf, readOutputs } from './outputs.ts';
import { type Deployed, readDeployed } from './stacks.ts';

/** A deployed system: the one that `rollcall start` runs, or a stage in AWS. */
export interface DeployedSystem {
  readonly outputs: Outputs;
  readonly clients: Clients;
}

/** The system that `rollcall start` runs, with its admin. */
export interface LocalSystem extends DeployedSystem {
  token(): Promise<string>;
  api(): Promise<ApiClient>;
}

const notRunning = () =>
  new CommandError('Rollcall is not running; start it with `npx rollcall start` in another terminal and try again.');

/** Finds the local system by `.rollcall/outputs.json`. Refuses when it does not run. */
export async function findEmulatedSystem(folders = homeFolders()): Promise<DeployedSystem> {
  const outputs = readOutputs(folders.outputs);
  if (outputs === undefined || !(await isHealthy(outputs.endpoint))) throw notRunning();
  return { outputs, clients: clientsFor(emulatorAt(outputs.endpoint)) };
}

/** The same with its admin. Refuses when there is none. */
export async function findLocalSystem(folders = homeFolders()): Promise<LocalSystem> {
  const admin = readAdminAccount(folders.admin);
  if (admin === undefined) throw notRunning();
  const { outputs, clients } = await findEmulatedSystem(folders);
  const token = () => adminToken(clients, outputs, admin);
  return { outputs, clients, token, api: async () => apiClient(outputs.apiUrl, await token()) };
}

/** What AWS has of a stage. Refuses with the SDK's own reason, such as `Region is missing`. */
async function deployedIn(clients: Clients, stage: Stage): Promise<Deployed> {
  try {
    return await readDeployed(clients.stacks, stage);
  } catch (error) {
    const reason = error instanceof Error ? error.message.replace(/\.$/, '') || error.name : 'no answer';
    throw new CommandError(
      `AWS does not answer what is deployed (${reason}); set AWS_PROFILE or other credentials, and AWS_REGION.`,
    );
  }
}

/** The stage's system, with the caller's own credentials and Region; the local one for `local` and without a stage. */
export async function findSystem(stage: Stage | undefined, clients = clientsFor({})): Promise<DeployedSystem> {
  if (stage === undefined || stage === 'local') return findEmulatedSystem();
  const { outputs } = await deployedIn(clients, stage);
  const region = await clients.stacks.config.region();
  if (outputs.StateMachineArn === undefined) {
    throw new CommandError(`${stage} is not deployed in ${region} of this account; choose another with AWS_REGION.`);
  }
  return { outputs: outputsOf(outputs, { endpoint: `https://${region}.amazonaws.com`, region }), clients };
}
