import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import * as z from 'zod/mini';
import { isHealthy } from '../emulator/health.ts';
import { isAlive } from '../emulator/process-group.ts';

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

// Until the emulator answers: its installation can take a minute on a slow network.
const STARTING_MS = 5 * 60 * 1000;

/**
 * The process that runs the system of this folder. A mark whose process has ended is stale; so is one whose process
 * id another program has meanwhile, and then nothing answers at its address.
 */
export async function findRunning(file: string, now = new Date()): Promise<RunningMark | undefined> {
  const running = readMark(file);
  if (running === undefined || running.pid === process.pid || !isAlive(running.pid)) return undefined;
  const isStarting = now.getTime() - Date.parse(running.startedAt) < STARTING_MS;
  return isStarting || (await isHealthy(running.endpoint)) ? running : undefined;
}

export function markRunning(file: string, endpoint: string): void {
  const content: RunningMark = { pid: process.pid, endpoint, startedAt: new Date().toISOString() };
  writeFileSync(file, `${JSON.stringify(content)}\n`);
}

export const unmarkRunning = (file: string): void => rmSync(file, { force: true });
