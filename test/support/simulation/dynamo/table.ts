import type { TableIndex, TableKeys } from '../../../../contracts/internal/tables.ts';
import { awsError } from '../aws-error.ts';
import { type Item, stored } from './item.ts';

/** One table in memory, with its keys from contracts/internal/tables.ts. */
export class Table {
  readonly keys: TableKeys;
  readonly #items = new Map<string, Item>();

  constructor(keys: TableKeys) {
    this.keys = keys;
  }

  /** The attributes that name an item. */
  get keyNames(): readonly string[] {
    return [this.keys.partitionKey, ...(this.keys.sortKey ? [this.keys.sortKey] : [])];
  }

  get items(): readonly Item[] {
    return [...this.#items.values()];
  }

  keyOf(item: Item): Item {
    return Object.fromEntries(this.keyNames.map((name) => [name, this.#keyValue(item, name)]));
  }

  /** A key as the caller gave it: these attributes and no other. */
  checkKey(key: Item): Item {
    if (Object.keys(key).length !== this.keyNames.length) throw awsError('ValidationException');
    return this.keyOf(key);
  }

  get(key: Item): Item | undefined {
    return this.#items.get(this.idOf(key));
  }

  put(item: Item): void {
    this.#items.set(this.idOf(item), stored(item));
  }

  delete(key: Item): void {
    this.#items.delete(this.idOf(key));
  }

  idOf(item: Item): string {
    return this.keyNames.map((name) => item[name]).join('\n');
  }

  index(name: string | undefined): TableIndex {
    if (name === undefined) return { name: '', partitionKey: this.keys.partitionKey, sortKey: this.keys.sortKey ?? '' };
    const found = this.keys.indexes?.find((index) => index.name === name);
    if (found === undefined) throw awsError('ValidationException', { message: `no index ${name}` });
    return found;
  }

  #keyValue(item: Item, name: string): unknown {
    const value = item[name];
    if (typeof value !== 'string' || value === '') throw awsError('ValidationException', { message: `no key ${name}` });
    return value;
  }
}
