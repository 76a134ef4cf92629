import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { isHealthy } from './emulator/health.ts';
import { isAlive } from './emulator/process-group.ts';

const mark = z.object({ pid: z.int(), endpoint: z.string(), startedAt: z.iso.datetime() });

/** `.rollcall/running.json`: which process runs the system of this folder. */
export type RunningMark = z.infer<typeof mark>;

function readMark(file: string): RunningMark | undefined {
  try {
    return mark.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

// Until the emulator answers: making its environment can take a minute on a slow network.
const STARTING_MS = 5 * 60 * 1000;

/**
 * Who runs the system of this folder. A mark whose process is gone is stale; so is one whose process
 * id another program got meanwhile, and then nothing answers at its address.
 */
export async function findRunning(file: string, now = new Date()): Promise<RunningMark | undefined> {
  const found = readMark(file);
  if (found === undefined || found.pid === process.pid || !isAlive(found.pid)) return undefined;
  const isStarting = now.getTime() - Date.parse(found.startedAt) < STARTING_MS;
  return isStarting || (await isHealthy(found.endpoint)) ? found : undefined;
}

export function markRunning(file: string, endpoint: string): void {
  const content: RunningMark = { pid: process.pid, endpoint, startedAt: new Date().toISOString() };
  writeFileSync(file, `${JSON.stringify(content)}\n`);
}

export const unmarkRunning = (file: string): void => rmSync(file, { force: true });
