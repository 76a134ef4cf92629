/** A DynamoDB item as the document client gives and takes it. */
export type Item = Record<string, unknown>;

/** A copy as DynamoDB would keep it: undefined is dropped, and what has no form there is refused. */
export function stored<T>(value: T): T {
  return copy(value) as T;
}

function copy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(copy);
  if (value instanceof Set) return copySet(value);
  if (Object.getPrototypeOf(value) !== Object.prototype)
    throw new Error(`the fake cannot store a ${value.constructor}`);
  const copied: Item = {};
  for (const name of Object.keys(value)) {
    const field = (value as Item)[name];
    if (field !== undefined) copied[name] = copy(field);
  }
  return copied;
}

function copySet(value: ReadonlySet<unknown>): ReadonlySet<unknown> {
  if (value.size === 0) throw new Error('DynamoDB has no empty set');
  return new Set(value);
}
