import type { Clients } from '../clients.ts';

interface Command {
  readonly input: { readonly Limit?: number };
}

// AWS may answer fewer than it was asked for; with a hundred on a page no life would ever see a second one.
const PAGE = 2;

/** Every client of `aws`, with pages of two wherever a page's size is asked for. */
export function inSmallPages(aws: Clients): Clients {
  const { send } = aws.dynamo as unknown as { send: (command: Command) => Promise<unknown> };
  const client = {
    send: (command: Command) => {
      if (command.input.Limit === undefined) return send(command);
      const copy = Object.create(Object.getPrototypeOf(command), Object.getOwnPropertyDescriptors(command));
      Object.defineProperty(copy, 'input', { value: { ...command.input, Limit: PAGE } });
      return send(copy);
    },
  };
  return Object.fromEntries(Object.keys(aws).map((name) => [name, client])) as unknown as Clients;
}
