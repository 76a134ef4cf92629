export interface Pacing {
  /** Milliseconds since any fixed moment. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Waits until the next call may be made. */
export type Pacer = () => Promise<void>;

/** Spreads calls evenly, so that no second has more than `perSecond` of them. */
export function pacer(perSecond: number, { now, sleep }: Pacing): Pacer {
  let next = Number.NEGATIVE_INFINITY;
  return async () => {
    const at = Math.max(now(), next);
    next = at + 1000 / perSecond;
    const wait = at - now();
    if (wait > 0) await sleep(wait);
  };
}
