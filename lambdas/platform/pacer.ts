export interface Pacing {
  /** Milliseconds since a fixed time. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Waits until the next call is permitted. */
export type Pacer = () => Promise<void>;

/** Limits calls to `perSecond`, spread evenly. */
export function pacer(perSecond: number, { now, sleep }: Pacing): Pacer {
  let next = Number.NEGATIVE_INFINITY;
  return async () => {
    const at = Math.max(now(), next);
    next = at + 1000 / perSecond;
    const wait = at - now();
    if (wait > 0) await sleep(wait);
  };
}
