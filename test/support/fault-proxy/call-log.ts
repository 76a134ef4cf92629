import type { Call } from './call.ts';
import type { Effect } from './fault.ts';

/** A call that went through, and what became of it. */
export interface LoggedCall extends Call {
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** The fault that it met. */
  readonly fault?: Effect['kind'];
}

export interface CallFilter {
  readonly service?: string | undefined;
  readonly operation?: string | undefined;
  readonly including?: readonly string[] | undefined;
}

export interface CallLog {
  add(call: LoggedCall): void;
  find(filter: CallFilter): readonly LoggedCall[];
}

// A whole run of the tests makes a few thousand calls; no test asks for older ones.
const MAX_CALLS = 20_000;

export function callLog(): CallLog {
  const calls: LoggedCall[] = [];
  return {
    add(call) {
      calls.push(call);
      if (calls.length > MAX_CALLS) calls.shift();
    },
    find: ({ service, operation, including = [] }) =>
      calls.filter(
        (call) =>
          (service === undefined || call.service === service) &&
          (operation === undefined || call.operation === operation) &&
          including.every((text) => call.text.includes(text)),
      ),
  };
}
