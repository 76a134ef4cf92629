import { type ApiClient, adminToken, apiClient } from './api-client.ts';
import { type Clients, clientsFor, emulatorAt } from './clients.ts';
import { CommandError } from './command/command-error.ts';
import { type Outputs, readOutputs } from './deployment/outputs.ts';
import { isHealthy } from './emulator/health.ts';
import { homeFolders } from './folders.ts';
import { readAdminAccount } from './seed/admin-account.ts';

/** The emulator with what `npm start` deployed there, whoever may sign in. */
export interface RunningEmulator {
  readonly outputs: Outputs;
  readonly clients: Clients;
}

/** The system that `npm start` runs, as the other commands find it. */
export interface RunningSystem extends RunningEmulator {
  token(): Promise<string>;
  api(): Promise<ApiClient>;
}

const notRunning = () =>
  new CommandError('Rollcall is not running; start it with `npm start` in another terminal and try again.');

/** Finds what runs by `.rollcall/outputs.json`. Refuses when there is nothing. */
export async function runningEmulator(folders = homeFolders()): Promise<RunningEmulator> {
  const outputs = readOutputs(folders.outputs);
  if (outputs === undefined || !(await isHealthy(outputs.endpoint))) throw notRunning();
  return { outputs, clients: clientsFor(emulatorAt(outputs.endpoint)) };
}

/** The same with its admin. Refuses when there is none. */
export async function runningSystem(folders = homeFolders()): Promise<RunningSystem> {
  const admin = readAdminAccount(folders.admin);
  if (admin === undefined) throw notRunning();
  const { outputs, clients } = await runningEmulator(folders);
  const token = () => adminToken(clients, outputs, admin);
  return { outputs, clients, token, api: async () => apiClient(outputs.apiUrl, await token()) };
}
