import { type ApiClient, adminToken, apiClient } from './api-client.ts';
import { type Clients, clientsFor, emulatorAt } from './clients.ts';
import { CommandError } from './command/command-error.ts';
import { type Outputs, readOutputs } from './deployment/outputs.ts';
import { isHealthy } from './emulator/health.ts';
import { homeFolders } from './folders.ts';
import { readAdminAccount } from './seed/admin-account.ts';

/** The system that `npm start` runs, as the other commands find it. */
export interface RunningSystem {
  readonly outputs: Outputs;
  readonly clients: Clients;
  token(): Promise<string>;
  api(): Promise<ApiClient>;
}

const notRunning = () =>
  new CommandError('Rollcall is not running; start it with `npm start` in another terminal and try again.');

/** Finds the running system by `.rollcall/outputs.json`. Refuses when there is none. */
export async function runningSystem(folders = homeFolders()): Promise<RunningSystem> {
  const outputs = readOutputs(folders.outputs);
  const admin = readAdminAccount(folders.admin);
  if (outputs === undefined || admin === undefined || !(await isHealthy(outputs.endpoint))) throw notRunning();
  const clients = clientsFor(emulatorAt(outputs.endpoint));
  const token = () => adminToken(clients, outputs, admin);
  return { outputs, clients, token, api: async () => apiClient(outputs.apiUrl, await token()) };
}
