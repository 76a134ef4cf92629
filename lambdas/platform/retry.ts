import { Refusal } from './errors.ts';

/** Somebody else was faster: what was read is no longer what stands there. */
export const CHANGED = Symbol('changed');

// Each try reads again; five in a row lost to others is a queue, not a race.
const MAX_ATTEMPTS = 5;

/** Reads, decides and writes, and again while `attempt` answers CHANGED. Refuses with 503 after five tries. */
export async function retryUntilUnchanged<Result>(
  attempt: () => Promise<Result | typeof CHANGED>,
): Promise<Exclude<Result, typeof CHANGED>> {
  for (let tries = 1; tries <= MAX_ATTEMPTS; tries += 1) {
    const result = await attempt();
    if (result !== CHANGED) return result as Exclude<Result, typeof CHANGED>;
  }
  throw new Refusal(
    'unavailable',
    'Others are changing the same thing. Nothing was changed by you; send the request again.',
  );
}
