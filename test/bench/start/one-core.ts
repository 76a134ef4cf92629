import { spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';

const hasTaskset = (): boolean => spawnSync('taskset', ['-V']).status === 0;

/** The command that runs `node` with these arguments, on the last core alone where `taskset` can see to it. */
export function onOneCore(args: readonly string[]): readonly [string, readonly string[]] {
  if (!hasTaskset()) return [process.execPath, args];
  return ['taskset', ['-c', String(availableParallelism() - 1), process.execPath, ...args]];
}
