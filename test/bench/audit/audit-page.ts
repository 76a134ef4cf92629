import type { Chapter, Log } from '../figure.ts';
import { shown, table } from '../page.ts';
import { withSystem } from '../system.ts';
import { type PageTime, pageTimes } from './page-time.ts';
import { type Read, rowsRead, writeTrail } from './rows-read.ts';

const FEW = 1_000;
const MANY = 100_000;

const how = `A page of 50 by every single filter, through the product's own code. Rows read are what the emulator's DynamoDB says it looked at (ScannedCount), in a trail of ${FEW} entries.
The time is that of the same code on the core, over indexes in memory, kept in order as DynamoDB keeps them, at ${FEW} and at ${MANY} entries by turns: the emulator sorts a whole partition for every
query, so its time would grow with the table. Rows read show that a page does the same work however long the trail is; DynamoDB's own promise of the same is not measured here.`;

const readPerShown = ({ rowsRead: read, rowsShown }: Read): number => read / rowsShown;

/** The audit trail's page: what it reads, and whether it grows with the trail. */
export async function auditChapter(runs: number, log: Log): Promise<Chapter> {
  const reads = await withSystem(async ({ clients, outputs }) => {
    const tableName = outputs.tables.audit ?? '';
    await writeTrail(clients.tables, tableName, FEW);
    log(`${FEW} entries written`);
    return rowsRead(clients.tables, tableName);
  });
  log(`pages at ${FEW} and ${MANY} entries`);
  const times = await pageTimes(FEW, MANY, runs);
  const most = reads.reduce((one, other) => (readPerShown(other) > readPerShown(one) ? other : one));
  const slowest = times.reduce((one, other) => (other.ratio.median > one.ratio.median ? other : one));
  return {
    title: 'A page of the audit trail',
    how,
    figures: [
      {
        name: 'rows read / rows shown, at most',
        value: readPerShown(most),
        unit: 'x',
        target: 1,
        note: `filter ${most.filter}`,
      },
      {
        name: `time at ${MANY} entries / at ${FEW}, at most`,
        value: slowest.ratio.median,
        unit: 'x',
        target: 1.2,
        stretch: 1.1,
        spread: slowest.ratio,
        note: `filter ${slowest.filter}`,
      },
    ],
    details: detailsOf(reads, times),
  };
}

function detailsOf(reads: readonly Read[], times: readonly PageTime[]): string {
  const timeBy = new Map(times.map(({ filter, ratio }) => [filter, ratio.median]));
  return table(
    ['filter', 'rows read', 'rows shown', 'time, many / few'],
    reads.map(({ filter, rowsRead: read, rowsShown }) => [
      filter,
      String(read),
      String(rowsShown),
      shown(timeBy.get(filter) ?? Number.NaN),
    ]),
  );
}
