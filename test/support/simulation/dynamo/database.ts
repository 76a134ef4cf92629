import { type TableName, tables as tableKeys } from '../../../../contracts/internal/tables.ts';
import { awsError } from '../aws-error.ts';
import { cancellationBy, isAllowed, perform, type Write, type WriteInput, writeOf } from './action.ts';
import type { Item } from './item.ts';
import { stored } from './item.ts';
import { type QueryInput, query } from './query.ts';
import { Table } from './table.ts';

/** An item that came into a table; `before` is what stood in its place. */
export interface Change {
  readonly table: TableName;
  readonly before: Item | undefined;
  readonly after: Item;
}

interface TransactInput {
  readonly TransactItems?: readonly Readonly<Record<string, WriteInput>>[];
}
interface BatchInput {
  readonly RequestItems?: Readonly<Record<string, { readonly Keys: readonly Item[] }>>;
}

// DynamoDB's own limit.
const MAX_ACTIONS = 100;

/**
 * DynamoDB in memory, with the tables of contracts/internal/tables.ts under the names there. It answers the
 * document client's inputs by wire operation, and throws by the names that DynamoDB has for errors.
 */
export class Database {
  readonly #tables = new Map(Object.entries(tableKeys).map(([name, keys]) => [name, new Table(keys)]));
  /** Called for every item that was put or updated. */
  onChange: (change: Change) => void = () => {};

  table(name: TableName): Table {
    return this.#named(name);
  }

  /** Copies another database's items, without onChange. */
  copy(other: Database): void {
    for (const [name, table] of this.#tables) for (const item of other.#named(name).items) table.put(item);
  }

  readonly operations: Readonly<Record<string, (input: never) => object>> = {
    GetItem: ({ TableName, Key }: WriteInput) => ({ Item: this.#get(TableName ?? '', Key ?? {}) }),
    BatchGetItem: (input: BatchInput) => this.#batchGet(input),
    PutItem: (input: WriteInput) => this.#single('Put', input),
    UpdateItem: (input: WriteInput) => this.#single('Update', input),
    DeleteItem: (input: WriteInput) => this.#single('Delete', input),
    Query: (input: QueryInput) => query(this.#named(input.TableName ?? ''), input),
    TransactWriteItems: (input: TransactInput) => this.#transact(input),
  };

  readonly #named = (name: string): Table => {
    const table = this.#tables.get(name);
    if (table === undefined) throw awsError('ResourceNotFoundException');
    return table;
  };

  #get(name: string, key: Item): Item | undefined {
    const table = this.#named(name);
    return stored(table.get(table.checkKey(key)));
  }

  #batchGet({ RequestItems = {} }: BatchInput) {
    const found = Object.entries(RequestItems).map(([name, { Keys }]) => [
      name,
      Keys.flatMap((key) => this.#get(name, key) ?? []),
    ]);
    return { Responses: Object.fromEntries(found), UnprocessedKeys: {} };
  }

  #single(verb: 'Put' | 'Update' | 'Delete', input: WriteInput & { readonly ReturnValues?: string }) {
    const write = writeOf(verb, input, this.#named);
    if (!isAllowed(write)) throw awsError('ConditionalCheckFailedException');
    const after = this.#perform(write);
    return input.ReturnValues === 'ALL_NEW' ? { Attributes: stored(after) } : {};
  }

  #transact({ TransactItems = [] }: TransactInput) {
    const writes = TransactItems.map((action) => {
      const [verb, input] = Object.entries(action)[0] as [Write['verb'], WriteInput];
      return writeOf(verb, input, this.#named);
    });
    checkTransaction(writes);
    const reasons = writes.map(cancellationBy);
    if (reasons.some(({ Code }) => Code !== 'None')) {
      throw awsError('TransactionCanceledException', { CancellationReasons: reasons });
    }
    for (const write of writes) this.#perform(write);
    return {};
  }

  #perform(write: Write): Item | undefined {
    const before = write.table.get(write.key);
    const after = perform(write);
    const changes = write.verb === 'Put' || write.verb === 'Update';
    if (changes && after) this.onChange({ table: write.tableName as TableName, before, after });
    return after;
  }
}

function checkTransaction(writes: readonly Write[]): void {
  const touched = new Set(writes.map(({ tableName, table, key }) => `${tableName}\n${table.idOf(key)}`));
  if (touched.size === writes.length && writes.length <= MAX_ACTIONS) return;
  throw awsError('ValidationException', { message: 'a transaction touches up to 100 items, each once' });
}
