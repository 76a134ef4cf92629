import { BatchWriteCommand, type DynamoDBDocumentClient, type QueryCommandInput } from '@aws-sdk/lib-dynamodb';
import { grantReads } from '../../../lambdas/access/roles/user-roles.ts';
import { grantItem } from '../../../lambdas/domain/authorization/grants.ts';
import { derivedId } from '../../../lambdas/platform/runtime.ts';
import { ratio, type Summary } from '../statistics.ts';

const ROLE = 'benchmark';
const PAGE = 50;
// DynamoDB's own limit.
const BATCH = 25;

const start = Date.parse('2026-11-22T09:00:00.000Z');

/** The grant with this number, a second after the one before. */
function holderAt(number: number) {
  const userId = derivedId(`holder:${number}`);
  return grantItem({ userId, role: ROLE, grantedBy: userId, grantedAt: new Date(start + number * 1000).toISOString() });
}
type Row = ReturnType<typeof holderAt>;

export async function writeHolders(client: DynamoDBDocumentClient, table: string, count: number): Promise<void> {
  for (let first = 0; first < count; first += BATCH) {
    const puts = Array.from({ length: BATCH }, (_, place) => ({ PutRequest: { Item: holderAt(first + place) } }));
    await client.send(new BatchWriteCommand({ RequestItems: { [table]: puts } }));
  }
}

/** The list in memory, ordered as DynamoDB keeps it: a query touches only the rows that it answers. */
function orderedList(count: number): Pick<DynamoDBDocumentClient, 'send'> {
  const rows: readonly Row[] = Array.from({ length: count }, (_, number) => holderAt(number));
  const placeOf = (listedAs: string): number => {
    let [low, high] = [0, rows.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((rows[middle]?.listedAs ?? '') < listedAs) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const send = async ({ input }: { readonly input: QueryCommandInput }) => {
    const { Limit = rows.length, ExclusiveStartKey: after } = input;
    const end = after === undefined ? rows.length : placeOf(String(after.listedAs));
    const Items = rows.slice(Math.max(0, end - Limit), end).reverse();
    const last = end > Limit ? Items.at(-1) : undefined;
    return { Items, ScannedCount: Items.length, ...(last ? { LastEvaluatedKey: last } : {}) };
  };
  return { send } as unknown as Pick<DynamoDBDocumentClient, 'send'>;
}

type Client = Pick<DynamoDBDocumentClient, 'send'>;

export interface PagesRead {
  readonly rowsRead: number;
  readonly rowsShown: number;
}

// The first page, and some behind a cursor.
const PAGES = 3;

/** The first pages, through the product's own code: rows that were looked at, and rows that are shown. */
async function pagesOf(client: Client, table: string): Promise<PagesRead> {
  let read = 0;
  const counting = async (command: never) => {
    const answer = (await client.send(command)) as unknown as { readonly ScannedCount?: number };
    read += answer.ScannedCount ?? 0;
    return answer;
  };
  const reads = grantReads({ send: counting } as unknown as DynamoDBDocumentClient, { access: table, users: 'users' });
  let shown = 0;
  let cursor: string | undefined;
  for (let page = 0; page < PAGES; page += 1) {
    const { grants, next } = await reads.ofRole(ROLE, PAGE, cursor);
    shown += grants.length;
    cursor = next;
  }
  if (shown !== PAGES * PAGE) throw new Error(`${PAGES} pages show ${shown} rows`);
  return { rowsRead: read, rowsShown: shown };
}

export const rowsInTable = (client: DynamoDBDocumentClient, table: string): Promise<PagesRead> =>
  pagesOf(client, table);
export const rowsInMemory = (count: number): Promise<PagesRead> => pagesOf(orderedList(count), 'memory');

// One page takes less than the clock's steps.
const TIMES = 100;
// A run takes milliseconds, and a collection of garbage falls into one of many.
const ROUNDS_A_RUN = 10;

/** Microseconds on the core: nothing here waits, and what other programs do does not count. */
async function timeOf(client: Client): Promise<number> {
  const begun = process.cpuUsage();
  for (let time = 0; time < TIMES; time += 1) await pagesOf(client, 'memory');
  const { user, system } = process.cpuUsage(begun);
  return user + system;
}

/** The time of these pages at `many` holders and at `few`, by turns. */
export async function holdersTime(few: number, many: number, runs: number): Promise<Summary> {
  const [fewList, manyList] = [orderedList(few), orderedList(many)];
  const atFew: number[] = [];
  const atMany: number[] = [];
  for (let round = -ROUNDS_A_RUN; round < runs * ROUNDS_A_RUN; round += 1) {
    const [ofFew, ofMany] = [await timeOf(fewList), await timeOf(manyList)];
    if (round < 0) continue;
    atFew.push(ofFew);
    atMany.push(ofMany);
  }
  return ratio(atMany, atFew);
}
