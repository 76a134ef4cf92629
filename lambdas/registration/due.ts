import { LISTING } from '../../contracts/internal/tables.ts';
import type { RegistrationState } from '../../contracts/registration.ts';
import { type Due, dueAfter } from '../domain/registration/due.ts';

const MINUTE = 60_000;

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

const running: readonly RegistrationState[] = ['reserved', 'created', 'rolling_back'];

/** A state's place in the list: what runs is stale some time later, pending roles are due when they are. */
export function dueIn(state: RegistrationState, now: Date, nextAttempt?: string): Due {
  if (running.includes(state)) return dueAfter(now, STALE_AFTER_MS);
  if (state === 'roles_pending' && nextAttempt !== undefined) return { dueList: LISTING, dueAt: nextAttempt };
  return {};
}
