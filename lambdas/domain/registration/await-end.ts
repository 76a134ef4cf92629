import type { RegistrationState } from '../../../contracts/registration.ts';
import { awaitRecord, type Waiting } from './await-record.ts';

const running: readonly RegistrationState[] = ['reserved', 'created', 'rolling_back'];

// The gateway gives up at 30 s and clients earlier.
const MAX_WAIT_MS = 8_000;

/** Reads the record until it has ended or 8 s are over. */
export const awaitEnd = (waiting: Waiting) =>
  awaitRecord(waiting, { isReached: ({ state }) => !running.includes(state), mostMs: MAX_WAIT_MS });
