import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Database } from '../simulation/dynamo/database.ts';

const wireNames: Readonly<Record<string, string>> = {
  GetCommand: 'GetItem',
  BatchGetCommand: 'BatchGetItem',
  PutCommand: 'PutItem',
  UpdateCommand: 'UpdateItem',
  QueryCommand: 'Query',
  TransactWriteCommand: 'TransactWriteItems',
};

interface Command {
  readonly input: object;
}

/** A document client of the database; `before` runs ahead of each call, with its name on the wire, and may throw. */
export const clientOf = (database: Database, before: (operation: string) => unknown = () => {}) =>
  ({
    send: async (command: Command) => {
      const operation = wireNames[command.constructor.name] ?? command.constructor.name;
      await before(operation);
      return database.operations[operation]?.(command.input as never);
    },
  }) as unknown as DynamoDBDocumentClient;
