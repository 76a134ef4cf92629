import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../local/emulator/port.ts';
import type { AdminAccount } from '../../local/system/admin-account.ts';
import { foldersAt } from '../../local/system/folders.ts';
import type { Outputs } from '../../local/system/outputs.ts';
import type { LocalSettings } from '../../local/system/settings.ts';
import { startSystem as startLocalSystem } from '../../local/system/start-system.ts';
import { silentStep } from '../../local/terminal.ts';

/** What tests need to know of a running system; plain data, so that vitest can provide it to its workers. */
export interface SystemFacts {
  readonly outputs: Outputs;
  readonly admin: AdminAccount;
  /** The file that the emulator writes. */
  readonly emulatorLog: string;
}

export interface StartOptions {
  /** Where the handlers' AWS calls go; a proxy that forwards to the emulator, say. */
  readonly lambdaEndpoint?: string;
  /** Gets the emulator's address before anything is started there: what forwards to it needs it. */
  readonly onEndpoint?: (endpoint: string) => void;
  /** The emulator's port; a free one by default. */
  readonly port?: number;
  /** JSON, as in LocalSettings; no provider is trusted by default. */
  readonly externalIssuers?: string;
  /** A factor on all waits and retries of the state machines; 0 by default. */
  readonly waitScale?: string;
  /** Whether it keeps its state over a restart; it does not by default. */
  readonly persistent?: boolean;
}

export interface StartedSystem {
  readonly facts: SystemFacts;
  /** Stops the emulator cleanly and starts it again, as `npm start` does; what runs meanwhile breaks. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

async function settingsOf(options: StartOptions): Promise<LocalSettings> {
  const { lambdaEndpoint, onEndpoint, port, waitScale = '0', externalIssuers = '[]' } = options;
  const at = port ?? (await freePort());
  const endpoint = `http://127.0.0.1:${at}`;
  onEndpoint?.(endpoint);
  return {
    external: false,
    endpoint,
    port: at,
    lambdaEndpoint: lambdaEndpoint ?? endpoint,
    waitScale,
    externalIssuers,
  };
}

/** Starts, deploys and seeds a system of its own in a temporary folder; stop() removes all of it. */
export async function startSystem(options: StartOptions = {}): Promise<StartedSystem> {
  const home = mkdtempSync(path.join(tmpdir(), 'rollcall-'));
  const removeHome = () => rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  try {
    const settings = await settingsOf(options);
    const persistent = options.persistent ?? false;
    const folders = foldersAt(home);
    const start = () => startLocalSystem({ settings, folders, persistent, step: silentStep });
    let system = await start();
    const restart = async () => {
      await system.stop();
      system = await start();
    };
    const stop = async () => {
      await system.stop();
      removeHome();
    };
    const { outputs, admin } = system;
    return { facts: { outputs, admin, emulatorLog: folders.emulatorLog }, restart, stop };
  } catch (error) {
    removeHome();
    throw error;
  }
}
