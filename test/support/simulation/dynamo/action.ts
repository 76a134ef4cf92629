import { marshall } from '@aws-sdk/util-dynamodb';
import { checkPlaceholders, type Expressed, holds, updated } from './expressions.ts';
import type { Item } from './item.ts';
import type { Table } from './table.ts';

type Verb = 'Put' | 'Update' | 'Delete' | 'ConditionCheck';

/** The input of a write, by itself or inside a transaction. */
export interface WriteInput extends Expressed {
  readonly TableName?: string;
  readonly Key?: Item;
  readonly Item?: Item;
  readonly ReturnValuesOnConditionCheckFailure?: string;
}

/** One write of one item, checked and not yet done. */
export interface Write {
  readonly verb: Verb;
  readonly table: Table;
  readonly tableName: string;
  readonly key: Item;
  readonly input: WriteInput;
}

export function writeOf(verb: Verb, input: WriteInput, tableNamed: (name: string) => Table): Write {
  checkPlaceholders(input);
  const tableName = input.TableName ?? '';
  const table = tableNamed(tableName);
  const key = verb === 'Put' ? table.keyOf(input.Item ?? {}) : table.checkKey(input.Key ?? {});
  return { verb, table, tableName, key, input };
}

export const isAllowed = ({ table, key, input }: Write): boolean => holds(table.get(key), input);

/** Why a transaction is cancelled, or not, by this write; with the item on the wire where it was asked for. */
export function cancellationBy({ table, key, input }: Write): { readonly Code: string; readonly Item?: object } {
  const before = table.get(key);
  if (holds(before, input)) return { Code: 'None' };
  const shown = before !== undefined && input.ReturnValuesOnConditionCheckFailure === 'ALL_OLD';
  return { Code: 'ConditionalCheckFailed', ...(shown ? { Item: marshall(before) } : {}) };
}

/** Does the write, whatever its condition; answers the item as it is then. */
export function perform({ verb, table, key, input }: Write): Item | undefined {
  if (verb === 'Delete') table.delete(key);
  if (verb === 'Put') table.put(input.Item ?? {});
  if (verb === 'Update') table.put(updated(table.get(key), key, input));
  return table.get(key);
}
