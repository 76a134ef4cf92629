import { auditQuery } from '../../../contracts/api/audit.ts';
import { listEntries } from '../../../lambdas/audit/list-entries.ts';
import { ratio, type Summary } from '../statistics.ts';
import { orderedIndexes } from './ordered-index.ts';
import { filters, rowAt } from './trail.ts';

export interface PageTime {
  readonly filter: string;
  /** At many entries, against few. */
  readonly ratio: Summary;
}

const listOf = (entries: number) =>
  listEntries(orderedIndexes(Array.from({ length: entries }, (_, number) => rowAt(number))));

type List = ReturnType<typeof listOf>;

// One page takes less than the clock's steps.
const PAGES_A_RUN = 200;

// A run takes milliseconds, and a collection of garbage falls into one of many.
const ROUNDS_A_RUN = 10;

/** Microseconds on the core: nothing here waits, and what other programs do does not count. */
async function timeOf(list: List, filter: Readonly<Record<string, string>>): Promise<number> {
  const begun = process.cpuUsage();
  for (let page = 0; page < PAGES_A_RUN; page += 1) await list(auditQuery.parse({ ...filter, limit: '50' }));
  const { user, system } = process.cpuUsage(begun);
  return user + system;
}

/** The time of a page by each filter, at `many` entries and at `few`, by turns. */
export async function pageTimes(few: number, many: number, runs: number): Promise<readonly PageTime[]> {
  const [fewList, manyList] = [listOf(few), listOf(many)];
  const times: PageTime[] = [];
  for (const [filter, query] of Object.entries(filters)) {
    const atFew: number[] = [];
    const atMany: number[] = [];
    for (let round = -ROUNDS_A_RUN; round < runs * ROUNDS_A_RUN; round += 1) {
      const pair = [await timeOf(fewList, query), await timeOf(manyList, query)] as const;
      if (round < 0) continue;
      atFew.push(pair[0]);
      atMany.push(pair[1]);
    }
    times.push({ filter, ratio: ratio(atMany, atFew) });
  }
  return times;
}
