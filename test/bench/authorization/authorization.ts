import type { Chapter, Figure, Log } from '../figure.ts';
import { table } from '../page.ts';
import { summary } from '../statistics.ts';
import { withSystem } from '../system.ts';
import { authorizationCalls, type Calls } from './calls.ts';
import { holdersTime, type PagesRead, rowsInMemory, rowsInTable, writeHolders } from './holders.ts';

const FEW = 1_000;
const MANY = 100_000;
const ROUNDS = 5;

const how = `AWS calls are counted by the proxy that the deployed handlers call through, in ${ROUNDS} rounds after a warm one. A warm request is one of ten in a row; what its own handler calls is left out. The first one before
them, like one every 4 s an instance, also looks whether roles or groups were changed (docs/adr/0014). Rows read of the users of a role are what the emulator's DynamoDB says it looked at (ScannedCount) at ${FEW} holders, and what the
same code asks of the same list in memory, kept in order as DynamoDB keeps it, at ${MANY}; the time is that of the list in memory.`;

const readPerShown = ({ rowsRead, rowsShown }: PagesRead): number => rowsRead / rowsShown;

const callsFigure = (name: string, values: readonly number[], target?: number): Figure => {
  const spread = summary(values);
  return { name, value: spread.median, unit: '', ...(target === undefined ? {} : { target }), spread };
};

const callsFigures = ({ authorized, first, assign, revoke, replace }: Calls): readonly Figure[] => [
  callsFigure('AWS calls of a warm authorized request over its handler, each a GetItem', authorized, 1),
  callsFigure('of the first one after a pause', first),
  callsFigure('AWS calls of giving a role', assign, 2),
  callsFigure('AWS calls of taking a role', revoke, 2),
  callsFigure('AWS calls of replacing all roles', replace, 2),
];

/** Who may what: what asking for it costs, and changing it, and who holds a role. */
export async function authorizationChapter(runs: number, log: Log): Promise<Chapter> {
  const { calls, atFew } = await withSystem(async (system) => {
    const counted = await authorizationCalls(system, ROUNDS);
    log('calls counted');
    const name = system.outputs.tables.access ?? '';
    await writeHolders(system.clients.tables, name, FEW);
    log(`${FEW} holders written`);
    return { calls: counted, atFew: await rowsInTable(system.clients.tables, name) };
  });
  const atMany = await rowsInMemory(MANY);
  log(`pages at ${FEW} and ${MANY} holders`);
  const time = await holdersTime(FEW, MANY, runs);
  return {
    title: 'Authorization',
    how,
    figures: [
      ...callsFigures(calls),
      {
        name: 'pages of 50 of the users of a role: rows read / rows shown, at most',
        value: Math.max(readPerShown(atFew), readPerShown(atMany)),
        unit: 'x',
        target: 1,
      },
      {
        name: `time of these pages at ${MANY} holders / at ${FEW}`,
        value: time.median,
        unit: 'x',
        target: 1.2,
        stretch: 1.1,
        spread: time,
      },
    ],
    details: table(
      ['holders', 'rows read', 'rows shown'],
      [
        [String(FEW), String(atFew.rowsRead), String(atFew.rowsShown)],
        [String(MANY), String(atMany.rowsRead), String(atMany.rowsShown)],
      ],
    ),
  };
}
