import { CommandError } from './command/command-error.ts';
import { type Emulator, startEmulator } from './emulator/emulator.ts';
import { requireFreePort } from './emulator/port.ts';
import { isPythonReady, pythonEnvironment } from './emulator/python-environment.ts';
import { findRunning, markRunning, unmarkRunning } from './running.ts';
import type { SystemOptions } from './system-options.ts';

async function refuseSecond(file: string): Promise<void> {
  const running = await findRunning(file);
  if (running === undefined) return;
  throw new CommandError(
    `Rollcall runs here already (process ${running.pid}, ${running.endpoint}); use that one, or end it with Ctrl-C first.`,
  );
}

async function makeAndStart({ settings, folders, persistent, signal, step }: SystemOptions): Promise<Emulator> {
  const makePython = () => pythonEnvironment({ log: folders.pythonLog, signal });
  const python = isPythonReady()
    ? await makePython()
    : await step('Install the AWS emulator into its own virtual environment (once)', makePython);
  const { port, lambdaEndpoint, waitScale } = settings;
  return step('Start the AWS emulator', () =>
    startEmulator(python, { port, folders, persistent, lambdaEndpoint, waitScale }, signal),
  );
}

/** Starts this folder's own emulator, one at a time. When that fails, nothing is left of it. */
export async function startOwnEmulator(options: SystemOptions): Promise<Emulator> {
  const { folders, settings } = options;
  await refuseSecond(folders.running);
  await requireFreePort(settings.port);
  markRunning(folders.running, settings.endpoint);
  try {
    const emulator = await makeAndStart(options);
    const unmark = () => unmarkRunning(folders.running);
    return { ...emulator, stop: () => emulator.stop().then(unmark), discard: () => emulator.discard().then(unmark) };
  } catch (error) {
    unmarkRunning(folders.running);
    throw error;
  }
}
