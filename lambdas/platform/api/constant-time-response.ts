import type { Clock } from '../clock.ts';

/** What passes time; both are parameters, so that a test waits for nothing. */
export interface Time {
  readonly clock: Clock;
  readonly sleep: (ms: number) => Promise<void>;
}

/** How long to wait so that `elapsed` becomes a whole number of quanta, one at least. A clock that was set back counts as none elapsed. */
function restOf(elapsed: number, roundUpToMs: number): number {
  const passed = Math.max(1, elapsed);
  return Math.ceil(passed / roundUpToMs) * roundUpToMs - passed;
}

async function waitOut({ clock, sleep }: Time, startedAt: Date, roundUpToMs: number): Promise<void> {
  await sleep(restOf(clock().getTime() - startedAt.getTime(), roundUpToMs));
}

/**
 * Answers, or throws, what `work` does, but only when a whole number of quanta has passed: how long the work
 * took tells nothing, as long as it stays within one quantum whatever it finds.
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
    await waitOut(time, startedAt, roundUpToMs);
  }
}

/** The same where only what it throws must not tell: what succeeds is answered at once. */
export async function constantTimeRefusal<Answer>(
  time: Time,
  roundUpToMs: number,
  work: () => Promise<Answer>,
): Promise<Answer> {
  const startedAt = time.clock();
  try {
    return await work();
  } catch (error) {
    await waitOut(time, startedAt, roundUpToMs);
    throw error;
  }
}
