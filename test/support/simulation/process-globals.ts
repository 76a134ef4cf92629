import type { Random } from './random.ts';
import type { VirtualTime } from './virtual-time.ts';

/**
 * Runs `live` with the three globals that the handlers use without being handed them: timers (the waits
 * between a transaction's tries), chance (their jitter) and the log. Replaced for all of the process, so
 * only one world lives at a time. `hear` gets each line of the log.
 */
export async function withGlobals<T>(
  time: VirtualTime,
  random: Random,
  live: () => Promise<T>,
  hear: (line: string) => void = () => {},
): Promise<T> {
  const { setTimeout: realTimer } = globalThis;
  const { random: realRandom } = Math;
  const { stdout } = process;
  const realWrite = stdout.write;
  globalThis.setTimeout = ((fire: () => void, ms: number) => time.after(ms, fire)) as unknown as typeof setTimeout;
  Math.random = random;
  stdout.write = (text: string | Uint8Array) => {
    hear(String(text));
    return true;
  };
  try {
    return await live();
  } finally {
    globalThis.setTimeout = realTimer;
    Math.random = realRandom;
    stdout.write = realWrite;
  }
}
