import type { TableKeys } from '../../../contracts/internal/tables.ts';

/** DynamoDB's units of one call. */
export interface Capacity {
  readonly reads: number;
  readonly writes: number;
}

type Values = Readonly<Record<string, unknown>>;

/** One action of a call, in the wire's JSON. */
interface Action {
  readonly TableName?: string;
  readonly Key?: Values;
  readonly Item?: Values;
  readonly UpdateExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ConsistentRead?: boolean;
  readonly ReturnConsumedCapacity?: string;
}

/** What is known of a table that an action names. */
export interface StoredTable {
  readonly keys: TableKeys;
  /** Bytes of the item with this key. */
  readonly sizeOf: (key: Values) => number;
}

type TableNamed = (name: string) => StoredTable;

const bytes = (item: unknown): number => JSON.stringify(item).length;
const writeUnits = (size: number): number => Math.max(1, Math.ceil(size / 1024));
const readUnits = (size: number): number => Math.max(1, Math.ceil(size / 4096));

const indexesOf = ({ keys }: StoredTable) => keys.indexes ?? [];

/** A put adds a row to every index whose keys the item has; it is counted as if nothing stood in its place. */
function putUnits(table: StoredTable, item: Values, factor: number): number {
  const units = writeUnits(bytes(item));
  const held = indexesOf(table).filter(({ partitionKey, sortKey }) => partitionKey in item && sortKey in item);
  return units * factor + units * held.length;
}

/** A changed index key takes the old row out and puts a new one in; anything else changes the row that is there. */
function updateUnits(table: StoredTable, action: Action, factor: number): number {
  const units = writeUnits(table.sizeOf(action.Key ?? {}));
  const expression = action.UpdateExpression ?? '';
  const names = Object.entries(action.ExpressionAttributeNames ?? {})
    .filter(([placeholder]) => new RegExp(`${placeholder}\\b`).test(expression))
    .map(([, name]) => name);
  const touches = (key: string) => names.includes(key) || new RegExp(`(?<![#:\\w])${key}\\b`).test(expression);
  const ofIndexes = indexesOf(table).map(({ partitionKey, sortKey }) =>
    touches(partitionKey) || touches(sortKey) ? 2 : 1,
  );
  return units * factor + units * ofIndexes.reduce((total, rows) => total + rows, 0);
}

type Verb = 'Put' | 'Update' | 'Delete' | 'ConditionCheck';

function writesOf(tableNamed: TableNamed, verb: Verb, action: Action, factor: number): number {
  const table = tableNamed(action.TableName ?? '');
  if (verb === 'Put') return putUnits(table, action.Item ?? {}, factor);
  if (verb === 'Update') return updateUnits(table, action, factor);
  const units = writeUnits(table.sizeOf(action.Key ?? {}));
  return units * factor + (verb === 'Delete' ? indexesOf(table).length * units : 0);
}

interface Body extends Action {
  readonly TransactItems?: readonly Readonly<Partial<Record<Verb, Action>>>[];
  readonly RequestItems?: Readonly<
    Record<string, { readonly Keys?: readonly Values[]; readonly ConsistentRead?: boolean }>
  >;
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

const readsOf = (table: StoredTable, key: Values, strong: boolean | undefined): number =>
  readUnits(table.sizeOf(key)) * (strong ? 1 : 0.5);

const single: Readonly<Record<string, Verb>> = { PutItem: 'Put', UpdateItem: 'Update', DeleteItem: 'Delete' };

/** Units of one call by its wire body; a transaction's writes take two each, and its index rows one. */
export function capacityOf(operation: string, body: Body, tableNamed: TableNamed): Capacity {
  if (operation === 'TransactWriteItems') {
    const actions = (body.TransactItems ?? []).flatMap((item) => Object.entries(item) as [Verb, Action][]);
    return { reads: 0, writes: sum(actions.map(([verb, action]) => writesOf(tableNamed, verb, action, 2))) };
  }
  const verb = single[operation];
  if (verb !== undefined) return { reads: 0, writes: writesOf(tableNamed, verb, body, 1) };
  if (operation === 'GetItem') {
    return { reads: readsOf(tableNamed(body.TableName ?? ''), body.Key ?? {}, body.ConsistentRead), writes: 0 };
  }
  if (operation !== 'BatchGetItem') return { reads: 0.5, writes: 0 };
  const reads = Object.entries(body.RequestItems ?? {}).flatMap(([name, { Keys = [], ConsistentRead }]) =>
    Keys.map((key) => readsOf(tableNamed(name), key, ConsistentRead)),
  );
  return { reads: sum(reads), writes: 0 };
}
