import { setTimeout as pause } from 'node:timers/promises';

export interface Patience {
  readonly seconds: number;
  /** Between two looks; 100 by default. */
  readonly everyMs?: number;
  readonly signal?: AbortSignal | undefined;
}

/** Looks again and again until there is something; undefined when the time is over. */
export async function waitFor<Found>(
  look: () => Promise<Found | undefined>,
  { seconds, everyMs = 100, signal }: Patience,
): Promise<Found | undefined> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (performance.now() > deadline) return undefined;
    await pause(everyMs, undefined, { signal });
  }
}
