import { type Clients, clientsFor, emulatorAt } from './clients.ts';
import { CommandError } from './command/command-error.ts';
import { deployLocally, isDeployed, type LocalDeployment, publishOutputs } from './deployment/deploy-locally.ts';
import type { Outputs } from './deployment/outputs.ts';
import type { Emulator } from './emulator/emulator.ts';
import { isHealthy } from './emulator/health.ts';
import { startOwnEmulator } from './own-emulator.ts';
import type { AdminAccount } from './seed/admin-account.ts';
import { setUpDevAdmin } from './seed/dev-admin.ts';
import { setUpGroups } from './seed/set-up-groups.ts';
import type { SystemOptions } from './system-options.ts';

/** All of Rollcall, deployed and seeded on an emulator. */
export interface System {
  readonly outputs: Outputs;
  readonly clients: Clients;
  readonly admin: AdminAccount;
  /** Resolves when its emulator has ended; never for one that somebody else runs. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
}

type Lifetime = Pick<Emulator, 'ended' | 'stop' | 'discard'>;

async function useGiven(endpoint: string): Promise<Lifetime> {
  if (await isHealthy(endpoint)) return { ended: new Promise(() => {}), stop: async () => {}, discard: async () => {} };
  throw new CommandError(
    `No emulator answers at ${endpoint}; start it there, or unset ROLLCALL_ENDPOINT to have Rollcall start its own.`,
  );
}

async function deployAndSeed({
  settings,
  folders,
  step,
  signal,
}: SystemOptions): Promise<Omit<System, keyof Lifetime>> {
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

/** Starts or finds an emulator, deploys what is not deployed, seeds. When that fails, nothing runs and the state is as before. */
export async function startSystem(options: SystemOptions): Promise<System> {
  const { settings } = options;
  const lifetime = settings.external ? await useGiven(settings.endpoint) : await startOwnEmulator(options);
  try {
    return { ...(await deployAndSeed(options)), ended: lifetime.ended, stop: lifetime.stop };
  } catch (error) {
    await lifetime.discard();
    throw error;
  }
}
