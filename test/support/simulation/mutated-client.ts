import type { WriteAction } from '../../../lambdas/platform/aws/dynamo.ts';

interface Command {
  readonly input: Record<string, unknown>;
}
interface Sender {
  send(command: never): Promise<unknown>;
}

/** A client that has nothing but `send`, which is all that the product uses. */
const clientOf = <Client extends Sender>(send: (command: Command) => Promise<unknown>): Client =>
  ({ send }) as unknown as Client;

/** A client that throws another error wherever it would throw this one. */
export const renaming = <Client extends Sender>(client: Client, from: string, to: string): Client =>
  clientOf(async (command) => {
    try {
      return await client.send(command as never);
    } catch (error) {
      throw error instanceof Error && error.name === from ? Object.assign(new Error(to), { name: to }) : error;
    }
  });

type Verb = 'Put' | 'Update' | 'Delete';

// Placeholders stay in use, which DynamoDB insists on.
const ALWAYS = 'OR attribute_not_exists(unheardOf)';

function freed(input: Record<string, unknown>, tables: readonly string[]): Record<string, unknown> {
  const { TableName, ConditionExpression } = input;
  if (ConditionExpression === undefined || !tables.includes(String(TableName))) return input;
  return { ...input, ConditionExpression: `(${ConditionExpression}) ${ALWAYS}` };
}

/** A client whose writes of this kind to these tables happen whatever their condition says. */
export const unconditional = <Client extends Sender>(
  client: Client,
  verb: Verb,
  ...tables: readonly string[]
): Client =>
  clientOf((command) => {
    const copy = Object.assign(Object.create(Object.getPrototypeOf(command)), command) as { input: Command['input'] };
    const actions = command.input.TransactItems as readonly WriteAction[] | undefined;
    if (actions) {
      const changed = actions.map((action) => {
        const write = action[verb];
        return write ? { [verb]: freed({ ...write }, tables) } : action;
      });
      copy.input = { ...command.input, TransactItems: changed };
    } else if (command.constructor.name === `${verb}Command`) copy.input = freed(command.input, tables);
    return client.send(copy as never);
  });
