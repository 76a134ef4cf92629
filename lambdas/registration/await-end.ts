import type { RegistrationState } from '../../contracts/registration.ts';
import type { RegistrationRecord } from './record.ts';
import type { RegistrationStore } from './store.ts';

const running: readonly RegistrationState[] = ['reserved', 'created', 'rolling_back'];

// The gateway gives up at 30 s and clients earlier: 8 s, in steps that grow from 50 to 400 ms.
const MOST_WAIT_MS = 8_000;
const FIRST_STEP_MS = 50;
const MOST_STEP_MS = 400;

export interface Waiting {
  readonly store: Pick<RegistrationStore, 'find'>;
  /** Milliseconds since any fixed moment. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Reads the record until it has ended or 8 s are over; never DescribeExecution, which takes 15 calls a second. */
export function awaitEnd({ store, now, sleep }: Waiting) {
  return async (registrationId: string): Promise<RegistrationRecord | undefined> => {
    const deadline = now() + MOST_WAIT_MS;
    for (let step = FIRST_STEP_MS; ; step = Math.min(step * 1.5, MOST_STEP_MS)) {
      const record = await store.find(registrationId);
      const ended = record !== undefined && !running.includes(record.state);
      if (ended || now() + step > deadline) return record;
      await sleep(step);
    }
  };
}
