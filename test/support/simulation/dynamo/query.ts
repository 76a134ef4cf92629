import { checkPlaceholders, type Expressed, isQueried } from './expressions.ts';
import { type Item, stored } from './item.ts';
import type { Table } from './table.ts';

export interface QueryInput extends Expressed {
  readonly TableName?: string;
  readonly IndexName?: string;
  readonly ScanIndexForward?: boolean;
  readonly Limit?: number;
  readonly ExclusiveStartKey?: Item;
  readonly FilterExpression?: string;
  readonly ProjectionExpression?: string;
}

function compare(one: readonly string[], other: readonly string[]): number {
  const place = one.findIndex((part, index) => part !== other[index]);
  if (place < 0) return 0;
  return (one[place] ?? '') < (other[place] ?? '') ? -1 : 1;
}

/** One page of a table or an index, in the order of its sort key, then of the table's own keys. */
export function query(table: Table, input: QueryInput) {
  checkPlaceholders(input);
  if (input.FilterExpression ?? input.ProjectionExpression)
    throw new Error('the fake knows no filter and no projection');
  const { partitionKey, sortKey } = table.index(input.IndexName);
  const names = [sortKey, partitionKey, ...table.keyNames].filter((name) => name !== '');
  const placeOf = (item: Item) => names.map((name) => String(item[name]));
  const direction = input.ScanIndexForward === false ? -1 : 1;
  const { Limit = Number.POSITIVE_INFINITY, ExclusiveStartKey: start } = input;

  const found = table.items
    .filter((item) => names.every((name) => item[name] !== undefined) && isQueried(item, input))
    .sort((one, other) => direction * compare(placeOf(one), placeOf(other)))
    .filter((item) => start === undefined || direction * compare(placeOf(item), placeOf(start)) > 0);
  const page = found.slice(0, Limit);
  const last = page.length === Limit ? page.at(-1) : undefined;
  return {
    Items: page.map(stored),
    ...(last ? { LastEvaluatedKey: Object.fromEntries(names.map((name) => [name, last[name]])) } : {}),
  };
}
