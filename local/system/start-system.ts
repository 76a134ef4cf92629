import { CommandError } from '../command-error.ts';
import { type Emulator, startEmulator } from '../emulator/emulator.ts';
import { isHealthy } from '../emulator/health.ts';
import { requireFreePort } from '../emulator/port.ts';
import { isPythonReady, pythonEnvironment } from '../emulator/python-environment.ts';
import type { Step } from '../terminal.ts';
import type { AdminAccount } from './admin-account.ts';
import { type Clients, clientsFor, emulatorAt } from './clients.ts';
import { deployLocally, isDeployed, type LocalDeployment, publishOutputs } from './deploy-locally.ts';
import { setUpDevAdmin } from './dev-admin.ts';
import type { Folders } from './folders.ts';
import type { Outputs } from './outputs.ts';
import { findRunning, markRunning, unmarkRunning } from './running-mark.ts';
import { setUpGroups } from './set-up-groups.ts';
import type { LocalSettings } from './settings.ts';

export interface SystemOptions {
  readonly settings: LocalSettings;
  readonly folders: Folders;
  /** Whether a clean stop writes the state, and the next start reads it. */
  readonly persistent: boolean;
  readonly step: Step;
  readonly signal?: AbortSignal | undefined;
}

/** All of Rollcall, deployed and set up on an emulator. */
export interface System {
  readonly outputs: Outputs;
  readonly clients: Clients;
  readonly admin: AdminAccount;
  /** Resolves when its emulator has ended; never for an external one. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

type Lifetime = Pick<Emulator, 'ended' | 'stop' | 'discard'>;

async function useExternalEmulator(endpoint: string): Promise<Lifetime> {
  if (await isHealthy(endpoint)) return { ended: new Promise(() => {}), stop: async () => {}, discard: async () => {} };
  throw new CommandError(
    `No emulator answers at ${endpoint}; start it there, or unset ROLLCALL_ENDPOINT, and Rollcall starts its own.`,
  );
}

async function refuseSecondStart(file: string): Promise<void> {
  const running = await findRunning(file);
  if (running === undefined) return;
  throw new CommandError(
    `Rollcall runs here already (process ${running.pid}, ${running.endpoint}); use that one, or end it with Ctrl-C first.`,
  );
}

async function installAndStart({ settings, folders, persistent, signal, step }: SystemOptions): Promise<Emulator> {
  const makePython = () => pythonEnvironment({ log: folders.pythonLog, signal });
  const python = isPythonReady()
    ? await makePython()
    : await step('Install the AWS emulator from PyPI into a virtual environment (once)', makePython);
  const { port, lambdaEndpoint, waitScale } = settings;
  return step('Start the AWS emulator', () =>
    startEmulator(python, { port, folders, persistent, lambdaEndpoint, waitScale }, signal),
  );
}

/** Starts this folder's own emulator, one at a time. When that fails, nothing is left of it. */
async function startOwnEmulator(options: SystemOptions): Promise<Lifetime> {
  const { folders, settings } = options;
  await refuseSecondStart(folders.running);
  await requireFreePort(settings.port);
  markRunning(folders.running, settings.endpoint);
  const unmark = () => unmarkRunning(folders.running);
  try {
    const { ended, stop, discard } = await installAndStart(options);
    return { ended, stop: () => stop().then(unmark), discard: () => discard().then(unmark) };
  } catch (error) {
    unmark();
    throw error;
  }
}

async function deployAndSetUp(options: SystemOptions): Promise<Omit<System, keyof Lifetime>> {
  const { settings, folders, step, signal } = options;
  const { endpoint, externalIssuers } = settings;
  const clients = clientsFor(emulatorAt(endpoint));
  const deployment: LocalDeployment = { endpoint, externalIssuers, clients, folders, signal };
  if (!(await isDeployed(deployment))) await step('Deploy the stacks', () => deployLocally(deployment));
  const outputs = await publishOutputs(deployment);
  await step('Set up the roles and permission groups', () => setUpGroups(clients.tables, outputs.tables.access ?? ''));
  const { account } = await step('Set up the admin', () => setUpDevAdmin({ clients, outputs }, folders.admin));
  signal?.throwIfAborted();
  return { outputs, clients, admin: account };
}

/**
 * Starts or finds an emulator, deploys what is not deployed, sets up roles, groups and the admin. When that fails,
 * nothing runs and the state is as before.
 */
export async function startSystem(options: SystemOptions): Promise<System> {
  const { settings } = options;
  const lifetime = settings.external ? await useExternalEmulator(settings.endpoint) : await startOwnEmulator(options);
  try {
    return { ...(await deployAndSetUp(options)), ended: lifetime.ended, stop: lifetime.stop };
  } catch (error) {
    await lifetime.discard();
    throw error;
  }
}
