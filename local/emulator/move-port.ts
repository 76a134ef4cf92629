import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

/** The emulator's own address in the state: `http://localhost:4566/000000000000/<queue>`, mostly. */
const OWN_ADDRESS = /(localhost:)\d+(?=\/\d{12}\/)/g;

/** The text of a state with the emulator at `port`; addresses of others stay. */
export const atPort = (state: string, port: number): string => state.replaceAll(OWN_ADDRESS, `$1${port}`);

/**
 * Lets a state that was written on another port be used on this one: MiniStack finds its queues by
 * addresses that hold the port, and a queue of the old port would get events that no consumer receives.
 */
export function moveToPort(stateFolder: string, port: number): void {
  if (!existsSync(stateFolder)) return;
  const files = readdirSync(stateFolder).filter((name) => name.endsWith('.json'));
  for (const file of files.map((name) => path.join(stateFolder, name))) {
    const before = readFileSync(file, 'utf8');
    const after = atPort(before, port);
    if (after !== before) writeFileSync(file, after);
  }
}
