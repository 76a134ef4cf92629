import { setTimeout as pause } from 'node:timers/promises';

export interface WaitOptions {
  readonly seconds: number;
  /** Between two attempts; 100 by default. */
  readonly everyMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Calls `look` until it returns something; undefined when the time is over. */
export async function waitFor<Result>(
  look: () => Promise<Result | undefined>,
  { seconds, everyMs = 100, signal }: WaitOptions,
): Promise<Result | undefined> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const result = await look();
    if (result !== undefined) return result;
    if (performance.now() > deadline) return undefined;
    await pause(everyMs, undefined, { signal });
  }
}
