import type { UserRoleDependencies } from '../../../../lambdas/access/roles/user-roles.ts';
import type { WriteAction } from '../../../../lambdas/platform/aws/dynamo.ts';

type Client = UserRoleDependencies['client'];

interface Transaction {
  readonly input: { readonly TransactItems?: readonly WriteAction[] };
}

/** A client whose transactions are made of what `alter` makes of their actions, one transaction after the other. */
export function altering(client: Client, alter: (actions: readonly WriteAction[]) => readonly WriteAction[][]): Client {
  const send = async (command: Transaction) => {
    const actions = command.input.TransactItems;
    if (actions === undefined) return client.send(command as never);
    let answer: unknown;
    for (const TransactItems of alter(actions)) {
      const copy = Object.assign(Object.create(Object.getPrototypeOf(command)), command, { input: { TransactItems } });
      answer = await client.send(copy as never);
    }
    return answer;
  };
  return { send } as unknown as Client;
}

type Verb = 'Put' | 'Update' | 'ConditionCheck';
type Input = Readonly<Record<string, unknown>> & { readonly ConditionExpression?: string };

/** Each action of this kind whose condition or update contains `text`, as `change` makes it. */
export const changing =
  (verb: Verb, text: string, change: (input: Input) => Input) =>
  (actions: readonly WriteAction[]): readonly WriteAction[][] => [
    actions.map((action) => {
      const input = action[verb] as Input | undefined;
      const expressions = `${input?.ConditionExpression} ${input?.UpdateExpression}`;
      return input && expressions.includes(text) ? ({ [verb]: change(input) } as WriteAction) : action;
    }),
  ];

/** Placeholders stay in use, which DynamoDB insists on. */
export const whatever = (input: Input): Input => ({
  ...input,
  ConditionExpression: `(${input.ConditionExpression}) OR attribute_not_exists(unheardOf)`,
});
