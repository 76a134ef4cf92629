import type { Selection } from '../../../lambdas/audit/list-entries.ts';
import type { AuditRow, ReadRows } from '../../../lambdas/audit/store.ts';

type Row = AuditRow & Readonly<Record<string, unknown>>;

/** The place of the first row of an ascending list that is not before `at`. */
function placeOf(rows: readonly Row[], at: string): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((rows[middle]?.at ?? '') < at) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Where a reading begins, downwards: behind the cursor, else at the upper bound, else at the end. */
function endOf(rows: readonly Row[], { to }: Selection, after: string | undefined): number {
  if (after !== undefined) return placeOf(rows, after);
  return to === undefined ? rows.length : placeOf(rows, `${to}\uffff`);
}

/**
 * The audit table's indexes in memory, ordered as DynamoDB keeps them: a reading finds its place and
 * touches only the rows that it answers. The emulator sorts a whole partition for every query.
 */
export function orderedIndexes(rows: readonly Row[]): ReadRows {
  const partitions = new Map<string, Row[]>();
  const partitionOf = (index: string, value: unknown) => `${index} ${value}`;
  for (const row of [...rows].sort((one, other) => (one.at < other.at ? -1 : 1))) {
    for (const name of ['listing', 'actorId', 'targetId', 'targetType', 'action']) {
      const key = partitionOf(name, row[name]);
      const partition = partitions.get(key);
      if (partition) partition.push(row);
      else partitions.set(key, [row]);
    }
  }

  return async (selection, most, after) => {
    const { index, partition, from, rest } = selection;
    const inIndex = partitions.get(partitionOf(index.partitionKey, partition)) ?? [];
    const end = endOf(inIndex, selection, after);
    const begin = Math.max(end - most, from === undefined ? 0 : placeOf(inIndex, from));
    const found = inIndex.slice(begin, end).reverse();
    const passing = found.filter((row) => rest.every(({ attribute, value }) => row[attribute] === value));
    return { rows: passing, next: found.length === most ? found.at(-1)?.at : undefined };
  };
}
