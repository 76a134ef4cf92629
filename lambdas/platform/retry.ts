import { Refusal } from './errors.ts';

/** The optimistic lock failed: another write changed what was read. */
export const CHANGED = Symbol('changed');

// Each attempt reads again; five lost in a row is contention that a sixth would not end.
const MAX_ATTEMPTS = 5;

/** Optimistic locking: repeats read, decision and write while `attempt` returns CHANGED. Refuses with 503 after 5 attempts. */
export async function retryUntilUnchanged<Result>(
  attempt: () => Promise<Result | typeof CHANGED>,
): Promise<Exclude<Result, typeof CHANGED>> {
  for (let attempts = 1; attempts <= MAX_ATTEMPTS; attempts += 1) {
    const result = await attempt();
    if (result !== CHANGED) return result as Exclude<Result, typeof CHANGED>;
  }
  throw new Refusal(
    'unavailable',
    'Other requests are changing the same resource. Nothing was changed; send the same request again.',
  );
}
