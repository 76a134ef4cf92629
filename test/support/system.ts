import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type ApiClient, adminToken, apiClient } from '../../local/api-client.ts';
import { type Clients, clientsFor, emulatorAt } from '../../local/clients.ts';
import type { Outputs } from '../../local/deployment/outputs.ts';
import { freePort } from '../../local/emulator/port.ts';
import { foldersAt } from '../../local/folders.ts';
import type { AdminAccount } from '../../local/seed/admin-account.ts';
import type { LocalSettings } from '../../local/settings.ts';
import { type Step, startSystem as startLocalSystem } from '../../local/system.ts';

/** What tests need to know of a running system; plain data, so that vitest can provide it to its workers. */
export interface SystemFacts {
  readonly outputs: Outputs;
  readonly admin: AdminAccount;
}

export interface StartOptions {
  /** Where the handlers' AWS calls go; a proxy that forwards to the emulator, say. */
  readonly lambdaEndpoint?: string;
  /** The emulator's port; a free one by default. */
  readonly port?: number;
  /** A factor on all waits and retries of the state machines; 0 by default. */
  readonly waitScale?: string;
}

export interface StartedSystem {
  readonly facts: SystemFacts;
  stop(): Promise<void>;
}

const silently: Step = (_title, work) => work();

async function settingsOf({ lambdaEndpoint, port, waitScale = '0' }: StartOptions): Promise<LocalSettings> {
  const at = port ?? (await freePort());
  const endpoint = `http://127.0.0.1:${at}`;
  return { external: false, endpoint, port: at, lambdaEndpoint: lambdaEndpoint ?? endpoint, waitScale };
}

/** Starts, deploys and seeds a system of its own in a temporary folder; stop() removes all of it. */
export async function startSystem(options: StartOptions = {}): Promise<StartedSystem> {
  const home = mkdtempSync(path.join(tmpdir(), 'rollcall-'));
  const removeHome = () => rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  try {
    const settings = await settingsOf(options);
    const system = await startLocalSystem({ settings, folders: foldersAt(home), persistent: false, step: silently });
    const stop = async () => {
      await system.stop();
      removeHome();
    };
    return { facts: { outputs: system.outputs, admin: system.admin }, stop };
  } catch (error) {
    removeHome();
    throw error;
  }
}

/** A running system as a test uses it. */
export interface TestSystem extends SystemFacts {
  readonly clients: Clients;
  adminToken(): Promise<string>;
  /** The HTTP API as the seeded admin, or as the bearer of `token`. */
  api(token?: string): Promise<ApiClient>;
}

/** Clients for a system that another process has started. */
export function connect(facts: SystemFacts): TestSystem {
  const { outputs, admin } = facts;
  const clients = clientsFor(emulatorAt(outputs.endpoint));
  const token = () => adminToken(clients, outputs, admin);
  return {
    ...facts,
    clients,
    adminToken: token,
    api: async (given) => apiClient(outputs.apiUrl, given ?? (await token())),
  };
}
