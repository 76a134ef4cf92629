/** Which of `count` activities that could go on goes on: 0 to count - 1. */
export type Choose = (count: number) => number;

/** The one that has waited longest. */
export const inOrder: Choose = () => 0;

interface Timer {
  readonly due: number;
  readonly fire: () => void;
}

// A run of four actors and five faults takes about 1,000 steps; what takes more runs in a circle.
const MAX_STEPS = 100_000;
// So that later is later: about what an AWS call takes.
const STEP_MS = 5;

const pendingCallbacks = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/**
 * Time that passes only when no activity is ready. Every activity asks for its turn before it touches
 * the world; one at a time gets it, chosen by `choose`, so that a run can be repeated exactly.
 */
export class VirtualTime {
  readonly #choose: Choose;
  readonly #ready: (() => void)[] = [];
  readonly #timers: Timer[] = [];
  #now: number;

  constructor(choose: Choose, start: number) {
    this.#choose = choose;
    this.#now = start;
  }

  /** Milliseconds since 1970. */
  get now(): number {
    return this.#now;
  }

  readonly clock = (): Date => new Date(this.#now);

  /** Resolves when it is the caller's turn. */
  turn(): Promise<void> {
    return new Promise((resolve) => this.#ready.push(resolve));
  }

  /** Calls `fire` in `ms` of this time. */
  after(ms: number, fire: () => void): void {
    const due = this.#now + Math.max(0, ms);
    const later = this.#timers.findIndex((timer) => timer.due > due);
    this.#timers.splice(later < 0 ? this.#timers.length : later, 0, { due, fire });
  }

  readonly sleep = (ms: number): Promise<void> => new Promise((resolve) => this.after(ms, resolve));

  /** Runs until no activity waits any more. */
  async untilQuiet(): Promise<void> {
    for (let step = 0; step < MAX_STEPS; step += 1) {
      await pendingCallbacks();
      const next = this.#next();
      if (next === undefined) return;
      next();
    }
    throw new Error(`the world does not come to rest in ${MAX_STEPS} steps`);
  }

  #next(): (() => void) | undefined {
    if (this.#ready.length === 0) this.#now = Math.max(this.#now, this.#timers[0]?.due ?? 0);
    while (this.#timers[0] !== undefined && this.#timers[0].due <= this.#now) {
      this.#ready.push((this.#timers.shift() as Timer).fire);
    }
    if (this.#ready.length === 0) return undefined;
    this.#now += STEP_MS;
    return this.#ready.splice(this.#choose(this.#ready.length), 1)[0];
  }
}
