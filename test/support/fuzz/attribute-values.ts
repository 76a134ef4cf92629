import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';

/** Where DynamoDB's inputs and answers hold one item, and where lists of them. */
const items = ['Key', 'Item', 'Attributes', 'ExpressionAttributeValues', 'ExclusiveStartKey', 'LastEvaluatedKey'];
const lists = ['Keys', 'Items'];

type Translate = (item: never) => unknown;

function translated(value: unknown, name: string, translate: Translate): unknown {
  if (value === undefined || value === null || typeof value !== 'object') return value;
  if (items.includes(name)) return translate(value as never);
  if (Array.isArray(value)) return value.map((one) => translated(one, lists.includes(name) ? 'Item' : '', translate));
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, translated(inner, key, translate)]));
}

/** An input as the document client takes it, from what goes over the wire. */
export const fromWire = (input: object): object => translated(input, '', unmarshall as Translate) as object;

const itemToWire: Translate = (item) => marshall(item, { removeUndefinedValues: true });

/** An answer as it goes over the wire; BatchGetItem lists its items by table. */
export function toWire(answer: object): object {
  const { Responses, ...rest } = answer as { readonly Responses?: Readonly<Record<string, readonly never[]>> };
  const named = translated(rest, '', itemToWire) as object;
  if (Responses === undefined) return named;
  const byTable = Object.entries(Responses).map(([table, found]) => [table, found.map(itemToWire)]);
  return { ...named, Responses: Object.fromEntries(byTable) };
}
