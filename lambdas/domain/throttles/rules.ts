import { Refusal } from '../../platform/errors.ts';

/** How many failures are free, and how those after them count. */
export interface Limit {
  readonly free: number;
}

/** Five for an account; fifty for an address, behind which a whole office may sit. */
export const accountLimit: Limit = { free: 5 };
export const ipLimit: Limit = { free: 50 };

export const WINDOW_MS = 15 * 60_000;
const MAX_WAIT_SECONDS = 15 * 60;

/** Failures of one account, one address or one minute. */
export interface Failures {
  readonly pk: string;
  readonly failures: number;
  readonly lastFailedAt: string;
  /** From then on they are forgotten: the next one is the first. */
  readonly windowEndsAt: string;
}

/** The username as it was sent, in its canonical form: whether it is known does not matter. */
export const accountKey = (username: string): string => `ACCOUNT#${username}`;
export const ipKey = (ip: string): string => `IP#${ip}`;
export const minuteKey = (minute: string): string => `MINUTE#${minute}`;

/** 1 s after the last free failure, twice as long after each further one, 15 minutes at most. */
const waitAfter = (failures: number, { free }: Limit): number =>
  failures < free ? 0 : Math.min(2 ** (failures - free), MAX_WAIT_SECONDS);

/**
 * For how many more seconds nothing is tried; 0 when one may. The last failure may lie ahead of `now`: it was another
 * function's, whose clock is fast, or which began after this one looked at its own. Nobody waits longer for that.
 */
export function secondsBlocked(item: Failures | undefined, limit: Limit, now: Date): number {
  if (item === undefined) return 0;
  const wait = waitAfter(item.failures, limit);
  const passed = (now.getTime() - Date.parse(item.lastFailedAt)) / 1000;
  return Math.max(0, Math.ceil(wait - Math.max(0, passed)));
}

/** How many failures there are with the next one, if nobody fails meanwhile. */
export const withTheNext = (item: Failures | undefined, now: Date): number =>
  item !== undefined && item.windowEndsAt > now.toISOString() ? item.failures + 1 : 1;

export const tooManyAttempts = (seconds: number) =>
  new Refusal('too_many_attempts', `Nothing was tried. Wait ${seconds} seconds, or reset your password.`, {
    retryAfterSeconds: seconds,
  });
