import { setTimeout as pause } from 'node:timers/promises';

// On two busy cores an event needs up to 5 s from its row to its last consumer.
const MAX_SECONDS = 30;
const EVERY_MS = 100;

/**
 * Looks until there is something, and answers it. Fails with `what` was waited for and why it was
 * not seen: what `look` threw last, if it threw.
 */
export async function eventually<Found>(
  what: string,
  look: () => Promise<Found | undefined>,
  seconds = MAX_SECONDS,
): Promise<Found> {
  const deadline = performance.now() + seconds * 1000;
  let why = 'nothing was found';
  for (;;) {
    try {
      const found = await look();
      if (found !== undefined) return found;
    } catch (error) {
      why = error instanceof Error ? error.message : String(error);
    }
    if (performance.now() > deadline) throw new Error(`${what}: not within ${seconds} s, ${why}`);
    await pause(EVERY_MS);
  }
}

/** Tries assertions until all of them hold; fails with what the last try saw. */
export const eventuallyHolds = (what: string, assertions: () => Promise<void>, seconds?: number): Promise<true> =>
  eventually(
    what,
    async () => {
      await assertions();
      return true as const;
    },
    seconds,
  );
