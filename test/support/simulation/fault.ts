import type { RefusedEntries } from './services/bus.ts';

/** Who makes the calls of the state machine itself. */
export const STATES = 'states';

/** What happens to a call instead of being answered. */
export type Effect =
  /** Refused, nothing happened. `fields` join the error, such as CancellationReasons. */
  | { readonly kind: 'error'; readonly name: string; readonly fields?: object }
  /** Done, then answered with this error: the caller cannot know. A lost answer is TimeoutError. */
  | { readonly kind: 'ambiguous'; readonly name: string }
  /** Done, the answer lost, and done again by the SDK's own second try. */
  | { readonly kind: 'repeated' }
  /** PutEvents only: 200, where these entries were refused. */
  | ({ readonly kind: 'refused-entries' } & RefusedEntries)
  /** BatchGetItem only: 200, where nothing was read. */
  | { readonly kind: 'unprocessed' }
  /** The function dies before the call, or after it. */
  | { readonly kind: 'crash'; readonly when: 'before' | 'after' }
  /** The call hangs until the function is killed (10 s), and lands `ms` after it was made. */
  | { readonly kind: 'late'; readonly ms: number }
  /** The invoker gets an error; the function hangs in this call for `ms`, then goes on. */
  | { readonly kind: 'zombie'; readonly ms: number };

/** Which calls of which function a fault hits. */
export interface Fault {
  /** The entry point below lambdas/, or `states` for the state machine itself; every function when absent. */
  readonly by?: string;
  /** Wire name, such as TransactWriteItems or, for the state machine, Invoke. */
  readonly operation: string;
  /** For Invoke: the entry point that was to be invoked. */
  readonly target?: string;
  /** Of the calls that it meets, 1 is the first. */
  readonly nth: number;
  /** It hits all later calls, too, until the outage is over. */
  readonly lasting?: boolean;
  readonly effect: Effect;
}

/** A call as it was made: `target` is the function that was invoked. */
export interface Call {
  readonly by: string;
  readonly operation: string;
  readonly target?: string | undefined;
}

const isBy = (by: string | undefined, call: Call): boolean => (by === undefined ? call.by !== STATES : by === call.by);

const meets = ({ by, operation, target }: Fault, call: Call): boolean =>
  operation === call.operation && isBy(by, call) && (target ?? call.target) === call.target;

/** Whether a function, or a call, may go on after its caller has given it up. */
export const leaveBehind = (faults: readonly Fault[]): boolean =>
  faults.some(({ effect: { kind } }) => kind === 'late' || kind === 'zombie');

/** The faults of one run, each of which counts the calls that it meets. */
export class FaultPlan {
  readonly #faults: readonly Fault[];
  readonly #met = new Map<Fault, number>();
  /** Every call that could break, in order. */
  readonly calls: Call[] = [];
  #over = false;

  constructor(faults: readonly Fault[]) {
    this.#faults = faults;
  }

  get leavesBehind(): boolean {
    return leaveBehind(this.#faults);
  }

  /** From now on everything works. */
  end(): void {
    this.#over = true;
  }

  effectOn(call: Call): Effect | undefined {
    if (!this.#over) this.calls.push(call);
    const hit = this.#faults.filter((fault) => this.#hits(fault, call));
    return this.#over ? undefined : hit[0]?.effect;
  }

  #hits(fault: Fault, call: Call): boolean {
    if (!meets(fault, call)) return false;
    const count = (this.#met.get(fault) ?? 0) + 1;
    this.#met.set(fault, count);
    return count === fault.nth || (fault.lasting === true && count > fault.nth);
  }
}
