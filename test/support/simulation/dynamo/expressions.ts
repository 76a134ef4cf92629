import { awsError } from '../aws-error.ts';
import { type Condition, parseCondition } from './condition.ts';
import { type Item, stored } from './item.ts';
import type { Scope } from './operands.ts';
import { parseUpdate, type Update } from './update.ts';

/** The expressions of one command or action. */
export interface Expressed {
  readonly ConditionExpression?: string;
  readonly UpdateExpression?: string;
  readonly KeyConditionExpression?: string;
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>>;
  readonly ExpressionAttributeValues?: Item;
}

const conditions = new Map<string, Condition>();
const updates = new Map<string, Update>();

function cached<T>(cache: Map<string, T>, text: string, parse: (text: string) => T): T {
  const known = cache.get(text) ?? parse(text);
  cache.set(text, known);
  return known;
}

const conditionOf = (text: string): Condition => cached(conditions, text, parseCondition);
const updateOf = (text: string): Update => cached(updates, text, parseUpdate);

const scopeOf = (item: Item | undefined, expressed: Expressed): Scope => ({
  item,
  names: expressed.ExpressionAttributeNames ?? {},
  values: expressed.ExpressionAttributeValues ?? {},
});

/** DynamoDB refuses placeholders that no expression uses. */
export function checkPlaceholders(expressed: Expressed): void {
  const { ConditionExpression, KeyConditionExpression, UpdateExpression } = expressed;
  const parsed = [
    ...[ConditionExpression, KeyConditionExpression].flatMap((text) => (text === undefined ? [] : [conditionOf(text)])),
    ...(UpdateExpression === undefined ? [] : [updateOf(UpdateExpression)]),
  ];
  const used = new Set(parsed.flatMap(({ placeholders }) => [...placeholders]));
  const { names, values } = scopeOf(undefined, expressed);
  const unused = [...Object.keys(names), ...Object.keys(values)].filter((name) => !used.has(name));
  if (unused.length > 0) throw awsError('ValidationException', { message: `unused in expressions: ${unused}` });
}

/** Whether the item fits the condition; always without one. */
export const holds = (item: Item | undefined, expressed: Expressed): boolean =>
  expressed.ConditionExpression === undefined ||
  conditionOf(expressed.ConditionExpression).holds(scopeOf(item, expressed));

export const isQueried = (item: Item, expressed: Expressed): boolean =>
  conditionOf(expressed.KeyConditionExpression ?? '').holds(scopeOf(item, expressed));

/** The item after an update; a new one where there was none, as DynamoDB does it. */
export function updated(item: Item | undefined, key: Item, expressed: Expressed): Item {
  const after: Item = { ...key, ...item };
  const { apply } = updateOf(expressed.UpdateExpression ?? '');
  apply(after, scopeOf(item, expressed));
  for (const name of Object.keys(key)) {
    if (after[name] !== key[name]) throw awsError('ValidationException', { message: `${name} is part of the key` });
  }
  return stored(after);
}
