import type { Clock } from '../runtime.ts';

/** Time as a dependency, so that a test does not wait. */
export interface Time {
  readonly clock: Clock;
  readonly sleep: (ms: number) => Promise<void>;
}

/** The wait that rounds the elapsed time up to a multiple of `roundUpToMs`, one multiple at least, even when the clock was set back. */
function remainingMs(elapsedMs: number, roundUpToMs: number): number {
  const elapsed = Math.max(1, elapsedMs);
  return Math.ceil(elapsed / roundUpToMs) * roundUpToMs - elapsed;
}

async function roundUp({ clock, sleep }: Time, startedAt: Date, roundUpToMs: number): Promise<void> {
  await sleep(remainingMs(clock().getTime() - startedAt.getTime(), roundUpToMs));
}

/**
 * Constant-time response against user enumeration: returns or throws what `work` does, after a whole multiple of
 * `roundUpToMs`. The response time reveals nothing while the work takes less than one multiple in every case.
 */
export async function constantTimeResponse<Answer>(
  time: Time,
  roundUpToMs: number,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const startedAt = time.clock();
  try {
    return await work();
  } finally {
    await roundUp(time, startedAt, roundUpToMs);
  }
}

/** The same for errors only: a success returns at once, because it reveals that the credential was right anyway. */
export async function constantTimeRefusal<Answer>(
  time: Time,
  roundUpToMs: number,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const startedAt = time.clock();
  try {
    return await work();
  } catch (error) {
    await roundUp(time, startedAt, roundUpToMs);
    throw error;
  }
}
