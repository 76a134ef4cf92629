import type { VirtualTime } from './virtual-time.ts';

/** A Lambda that did not answer: its error as Step Functions and the SDK show it. */
export class LambdaError extends Error {
  constructor(name: string, message = name) {
    super(message);
    this.name = name;
  }
}

// lib/constructs/function.ts: FUNCTION_TIMEOUT.
export const FUNCTION_TIMEOUT_MS = 10_000;

/** One invocation of a function, which may die before its code is done. */
export class Activity {
  readonly by: string;
  /** Rejects when the invocation has failed, whatever its code does. */
  readonly failed: Promise<never>;
  #alive = true;
  #fail: (error: Error) => void = () => {};

  constructor(by: string) {
    this.by = by;
    this.failed = new Promise((_, reject) => {
      this.#fail = reject;
    });
    // No caller may be waiting any more when it dies.
    this.failed.catch(() => {});
  }

  /** False once its code must not go on. */
  get alive(): boolean {
    return this.#alive;
  }

  kill(error: Error): void {
    this.#alive = false;
    this.#fail(error);
  }

  /** Fails towards the caller, and goes on. */
  abandon(error: Error): void {
    this.#fail(error);
  }

  /** What AWS does to a function that runs for too long. */
  killAtTimeout(time: VirtualTime): void {
    const error = new LambdaError('Sandbox.Timedout', 'RequestId: 1 Error: Task timed out after 10.00 seconds');
    time.after(FUNCTION_TIMEOUT_MS, () => this.kill(error));
  }
}

/** The promise of code that never gets to run again. */
export const never = (): Promise<never> => new Promise(() => {});
