import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { CommandError } from '../command-error.ts';
import { shown } from '../system/folders.ts';
import { type EmulatorSettings, emulatorEnvironment } from './environment.ts';
import { isHealthy } from './health.ts';
import { moveToPort } from './move-port.ts';
import { killGroup } from './process-group.ts';

const program = fileURLToPath(new URL('serve.py', import.meta.url));

// It takes 1 s; 60 s is for a machine that reads Python from a slow disk for the first time.
const START_SECONDS = 60;
// Open requests get 3 s, writing the state takes 1 s; whole restarts under load took up to 23 s. What is
// killed while it writes loses state, so a slow machine gets time.
const STOP_SECONDS = 60;

export interface Emulator {
  readonly endpoint: string;
  readonly pid: number;
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<void>;
  /** Has the state written and ends it, with the handlers that it runs. Safe to call twice. */
  stop(): Promise<void>;
  /** Ends it at once, and leaves the state as it was before the start. */
  discard(): Promise<void>;
}

function launch(python: string, settings: EmulatorSettings): ChildProcess {
  rmSync(settings.folders.scratch, { recursive: true, force: true });
  mkdirSync(settings.folders.scratch, { recursive: true });
  // The handlers' code is CommonJS, as on AWS; below our own package.json Node would take it for ESM.
  writeFileSync(path.join(settings.folders.scratch, 'package.json'), '{ "type": "commonjs" }\n');
  moveToPort(settings.folders.state, settings.port);
  const log = openSync(settings.folders.emulatorLog, 'w');
  try {
    return spawn(python, [program], {
      env: emulatorEnvironment(settings, process.env),
      stdio: ['pipe', log, log],
      // Leads its own process group: Ctrl-C reaches us alone, and its handlers can be ended with it.
      detached: true,
    });
  } finally {
    closeSync(log);
  }
}

const endOf = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });

async function stop(child: ChildProcess, ended: Promise<void>): Promise<void> {
  const pid = child.pid;
  if (pid === undefined) return;
  child.kill('SIGTERM');
  const timer = new AbortController();
  await Promise.race([ended, pause(STOP_SECONDS * 1000, undefined, { signal: timer.signal }).catch(() => {})]);
  timer.abort();
  killGroup(pid);
}

async function discard(child: ChildProcess, ended: Promise<void>): Promise<void> {
  if (child.pid === undefined) return;
  killGroup(child.pid);
  await ended;
}

async function untilHealthy(endpoint: string, hasEnded: () => boolean, signal?: AbortSignal): Promise<boolean> {
  const deadline = performance.now() + START_SECONDS * 1000;
  while (!hasEnded() && performance.now() < deadline) {
    signal?.throwIfAborted();
    if (await isHealthy(endpoint)) return true;
    await pause(100);
  }
  return false;
}

/** Starts the emulator and waits until it answers. When that fails, nothing of it is left running. */
export async function startEmulator(
  python: string,
  settings: EmulatorSettings,
  signal?: AbortSignal,
): Promise<Emulator> {
  const endpoint = `http://127.0.0.1:${settings.port}`;
  const child = launch(python, settings);
  let running = true;
  const ended = endOf(child).then(() => {
    running = false;
  });
  const discardIt = () => discard(child, ended);
  try {
    if (await untilHealthy(endpoint, () => !running, signal))
      return {
        endpoint,
        pid: child.pid ?? 0,
        ended,
        stop: () => stop(child, ended),
        discard: discardIt,
      };
  } catch (error) {
    await discardIt();
    throw error;
  }
  await discardIt();
  throw new CommandError(
    `The emulator did not start; ${shown(settings.folders.emulatorLog)} has the reason, and \`npx rollcall doctor\` checks what it needs.`,
  );
}
