import type { WorldOptions } from './world.ts';

/** A possible mistake, planted by passing it in, and the fault whose test catches it. */
export interface Mutant {
  readonly options: Pick<WorldOptions, 'deps' | 'definition'>;
  /** A name of named-faults.ts. */
  readonly caughtBy: string;
}
