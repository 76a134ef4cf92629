import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { TableName } from '../../../../contracts/internal/tables.ts';
import { type Command, operationOf } from '../clients.ts';
import { Database } from './database.ts';
import type { Item } from './item.ts';

/** A document client of the database; `before` runs ahead of each call, with its name on the wire, and may throw. */
export const clientOf = (database: Database, before: (operation: string) => unknown = () => {}) =>
  ({
    send: async (command: Command) => {
      const operation = operationOf(command);
      await before(operation);
      const perform = database.operations[operation];
      if (perform === undefined) throw new Error(`the database does not know ${operation}`);
      return perform(command.input as never);
    },
  }) as unknown as DynamoDBDocumentClient;

/** A database with its client, which a test fills, reads and breaks. */
export class InMemoryDynamo {
  readonly #database = new Database();
  /** Runs before each call; an error that it returns is thrown, once. */
  failNext: ((operation: string) => Error | undefined) | undefined;

  readonly client = clientOf(this.#database, (operation) => {
    const failure = this.failNext?.(operation);
    if (failure === undefined) return;
    this.failNext = undefined;
    throw failure;
  });

  put(table: TableName, item: object): void {
    this.#database.table(table).put(item as Item);
  }

  get(table: TableName, key: object): Item | undefined {
    return this.#database.table(table).get(key as Item);
  }

  all(table: TableName): readonly Item[] {
    return this.#database.table(table).items;
  }
}
