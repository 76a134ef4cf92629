import type { RegistrationState } from '../../contracts/registration.ts';
import { LISTING } from '../../contracts/tables.ts';

const MINUTE = 60_000;

/** A workflow that was admitted but not started within a minute is started by the sweeper. */
const START_WITHIN_MS = MINUTE;

// The machine's own time-out is 10 minutes: after 11, whatever runs is not the workflow any more.
export const STALE_AFTER_MS = 11 * MINUTE;

// Deferred roles are due after 1, 5, 15 and 60 minutes, then hourly, up to 24 hours.
const WAITS_MS = [1, 5, 15, 60].map((minutes) => minutes * MINUTE);
const HOUR = 60 * MINUTE;
const GIVE_UP_AFTER_MS = 24 * HOUR;

/** When the roles are due again after `attempt` (1 is the first) failed at `now`. */
export function nextAttemptAt(attempt: number, now: Date): string {
  const wait = WAITS_MS[attempt - 1] ?? HOUR;
  return new Date(now.getTime() + wait).toISOString();
}

/** True when the roles have been pending for so long that a person must look. */
export const isHopeless = (pendingSince: string, now: Date): boolean =>
  now.getTime() - Date.parse(pendingSince) >= GIVE_UP_AFTER_MS;

/** Where a record stands in the sweeper's list (index byDue); nothing for one that has ended. */
export interface Due {
  readonly dueList?: string;
  readonly dueAt?: string;
}

const running: readonly RegistrationState[] = ['reserved', 'created', 'rolling_back'];

const inMs = (from: Date, ms: number): Due => ({
  dueList: LISTING,
  dueAt: new Date(from.getTime() + ms).toISOString(),
});

export const dueToStart = (now: Date): Due => inMs(now, START_WITHIN_MS);

/** A state's place in the list: what runs is stale some time later, pending roles are due when they are. */
export function dueIn(state: RegistrationState, now: Date, nextAttempt?: string): Due {
  if (running.includes(state)) return inMs(now, STALE_AFTER_MS);
  if (state === 'roles_pending' && nextAttempt !== undefined) return { dueList: LISTING, dueAt: nextAttempt };
  return {};
}
