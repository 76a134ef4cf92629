import { Refusal } from '../../platform/errors.ts';

/** How many failures cause no wait. */
export interface Limit {
  readonly free: number;
}

/** Five for an account; fifty for an IP address, which a whole office may share. */
export const accountLimit: Limit = { free: 5 };
export const ipLimit: Limit = { free: 50 };

export const WINDOW_MS = 15 * 60_000;
const MAX_WAIT_SECONDS = 15 * 60;

/** Failures of one account, one IP address or one minute. */
export interface Failures {
  readonly pk: string;
  readonly failures: number;
  readonly lastFailedAt: string;
  /** The failure after it is counted as the first. */
  readonly windowEndsAt: string;
}

/** The username of the request, in its canonical form, known or unknown. */
export const accountKey = (username: string): string => `ACCOUNT#${username}`;
export const ipKey = (ip: string): string => `IP#${ip}`;
export const minuteKey = (minute: string): string => `MINUTE#${minute}`;

/** 1 s after the last free failure, twice as long after each further one, 15 minutes at most. */
const waitAfter = (failures: number, { free }: Limit): number =>
  failures < free ? 0 : Math.min(2 ** (failures - free), MAX_WAIT_SECONDS);

/**
 * The seconds until the next attempt is allowed; 0 when it is. The last failure may be later than `now`: it was counted
 * by an instance whose clock is fast, or that began after this one read its clock. The wait is not longer for that.
 */
export function secondsBlocked(item: Failures | undefined, limit: Limit, now: Date): number {
  if (item === undefined) return 0;
  const wait = waitAfter(item.failures, limit);
  const passed = (now.getTime() - Date.parse(item.lastFailedAt)) / 1000;
  return Math.max(0, Math.ceil(wait - Math.max(0, passed)));
}

/** The number of failures with the next one, if no concurrent attempt fails. */
export const countWithNext = (item: Failures | undefined, now: Date): number =>
  item !== undefined && item.windowEndsAt > now.toISOString() ? item.failures + 1 : 1;

export const tooManyAttempts = (seconds: number) =>
  new Refusal('too_many_attempts', `Nothing was tried. Wait ${seconds} seconds, or reset your password.`, {
    retryAfterSeconds: seconds,
  });
