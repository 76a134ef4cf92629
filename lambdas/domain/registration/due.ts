import { LISTING } from '../../../contracts/internal/tables.ts';

/** A workflow that was admitted but not started within a minute is started by the sweeper. */
const START_WITHIN_MS = 60_000;

/** Where a record stands in the sweeper's list (index byDue); nothing for one that has ended. */
export interface Due {
  readonly dueList?: string;
  readonly dueAt?: string;
}

export const dueAfter = (from: Date, ms: number): Due => ({
  dueList: LISTING,
  dueAt: new Date(from.getTime() + ms).toISOString(),
});

export const dueToStart = (now: Date): Due => dueAfter(now, START_WITHIN_MS);
