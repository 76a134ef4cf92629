import type { Admissions } from './admission.ts';
import type { RegistrationRecord } from './record.ts';

// Strong reads in steps that grow from 50 to 400 ms.
const FIRST_STEP_MS = 50;
const MAX_STEP_MS = 400;

export interface Waiting {
  readonly store: Pick<Admissions, 'find'>;
  /** Milliseconds since any fixed moment. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

/** Until when to wait: the record is as meant, or the time is up. */
export interface WaitingFor {
  readonly isReached: (record: RegistrationRecord) => boolean;
  readonly mostMs: number;
}

/** Reads the record until it is reached or the time is over; never DescribeExecution, which takes 15 calls a second. */
export function awaitRecord({ store, now, sleep }: Waiting, { isReached, mostMs }: WaitingFor) {
  return async (registrationId: string): Promise<RegistrationRecord | undefined> => {
    const deadline = now() + mostMs;
    for (let step = FIRST_STEP_MS; ; step = Math.min(step * 1.5, MAX_STEP_MS)) {
      const record = await store.find(registrationId);
      const reached = record !== undefined && isReached(record);
      if (reached || now() + step > deadline) return record;
      await sleep(step);
    }
  };
}
