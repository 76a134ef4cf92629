import {
  BatchGetCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { tables as keys, type TableName } from '../../../contracts/internal/tables.ts';
import type { WriteAction } from '../../../lambdas/platform/aws/transaction.ts';
import { holds, type Item, updated } from './expressions.ts';

interface Target {
  readonly verb: 'Put' | 'Update' | 'Delete' | 'ConditionCheck';
  readonly table: TableName;
  readonly key: Item;
}

function keyOf(table: TableName, item: Item): Item {
  const { partitionKey, sortKey } = keys[table] as { partitionKey: string; sortKey?: string };
  return { [partitionKey]: item[partitionKey], ...(sortKey ? { [sortKey]: item[sortKey] } : {}) };
}

function targetOf(action: WriteAction): Target & { readonly input: Item } {
  const [verb, input] = Object.entries(action)[0] as [Target['verb'], Item];
  const table = input.TableName as TableName;
  return { verb, table, key: keyOf(table, (input.Key ?? input.Item) as Item), input };
}

/** DynamoDB in memory, whose tables are called as in contracts/internal/tables.ts. Transactions are all or nothing. */
export class FakeDynamo {
  readonly #items = new Map<string, Item>();
  /** Thrown by the next send that it says yes to, once. */
  failNext: ((command: object) => Error | undefined) | undefined;

  get client(): DynamoDBDocumentClient {
    return this as unknown as DynamoDBDocumentClient;
  }

  put(table: TableName, item: object): void {
    this.#items.set(this.#id(table, keyOf(table, item as Item)), { ...item });
  }

  get(table: TableName, key: object): Item | undefined {
    return this.#items.get(this.#id(table, key as Item));
  }

  all(table: TableName): readonly Item[] {
    return [...this.#items].filter(([id]) => id.startsWith(`${table} `)).map(([, item]) => item);
  }

  async send(command: object): Promise<unknown> {
    const failure = this.failNext?.(command);
    if (failure) {
      this.failNext = undefined;
      throw failure;
    }
    if (command instanceof GetCommand) {
      return { Item: this.get(command.input.TableName as TableName, command.input.Key ?? {}) };
    }
    if (command instanceof BatchGetCommand) return this.#batchGet(command);
    if (command instanceof QueryCommand) return this.#query(command);
    if (command instanceof PutCommand) return this.#write({ Put: command.input });
    if (command instanceof UpdateCommand) return this.#write({ Update: command.input } as WriteAction);
    if (command instanceof TransactWriteCommand) return this.#transact(command.input.TransactItems ?? []);
    throw new Error(`the fake does not know ${command.constructor.name}`);
  }

  #id(table: string, key: Item): string {
    return `${table} ${JSON.stringify(key)}`;
  }

  #batchGet({ input }: BatchGetCommand) {
    const found = Object.entries(input.RequestItems ?? {}).map(([table, { Keys = [] }]) => [
      table,
      Keys.flatMap((key) => this.get(table as TableName, key) ?? []),
    ]);
    return { Responses: Object.fromEntries(found) };
  }

  /** Newest first by the sort key of the index, which is all that the listings ask for. */
  #query({ input }: QueryCommand) {
    const table = input.TableName as TableName;
    const { indexes } = keys[table] as { indexes: readonly { name: string; sortKey: string }[] };
    const by = indexes.find(({ name }) => name === input.IndexName)?.sortKey ?? '';
    const sorted = [...this.all(table)].sort((a, b) => (String(a[by]) < String(b[by]) ? 1 : -1));
    const start = input.ExclusiveStartKey?.[by];
    const rest = start === undefined ? sorted : sorted.filter((item) => String(item[by]) < String(start));
    const page = rest.slice(0, input.Limit);
    return { Items: page, LastEvaluatedKey: page.length === input.Limit ? page.at(-1) : undefined };
  }

  #write(action: WriteAction) {
    const target = targetOf(action);
    if (!holds(this.get(target.table, target.key), target.input)) {
      throw Object.assign(new Error('refused'), { name: 'ConditionalCheckFailedException' });
    }
    this.#apply(target);
    return { Attributes: this.get(target.table, target.key) };
  }

  #transact(actions: readonly WriteAction[]): object {
    const targets = actions.map(targetOf);
    const reasons = targets.map(({ table, key, input }) =>
      holds(this.get(table, key), input) ? { Code: 'None' } : { Code: 'ConditionalCheckFailed' },
    );
    if (reasons.some(({ Code }) => Code !== 'None')) {
      throw Object.assign(new Error('cancelled'), {
        name: 'TransactionCanceledException',
        CancellationReasons: reasons,
      });
    }
    for (const target of targets) this.#apply(target);
    return {};
  }

  #apply({ verb, table, key, input }: ReturnType<typeof targetOf>): void {
    if (verb === 'Put') this.put(table, input.Item as Item);
    if (verb === 'Update') this.#items.set(this.#id(table, key), updated(this.get(table, key), key, input));
    if (verb === 'Delete') this.#items.delete(this.#id(table, key));
  }
}
