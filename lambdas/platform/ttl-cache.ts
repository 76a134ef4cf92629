import type { Clock } from './runtime.ts';

export interface TtlCache<Value> {
  /** Undefined when nothing is cached, or when it is older than the TTL. */
  get(key: string): Value | undefined;
  /** Whatever its age. */
  peek(key: string): Value | undefined;
  /** Caches a value from now on. When the cache is full the entry that was set first is evicted. */
  set(key: string, value: Value): void;
  /** Replaces the value of an entry that is cached, whose age stays. */
  update(key: string, value: Value): void;
  delete(key: string): void;
}

/** A cache in an instance's memory. An entry from the future (a clock that was set back) counts as expired. */
export function ttlCache<Value>(options: {
  readonly ttlMs: number;
  readonly maxEntries: number;
  readonly clock: Clock;
}): TtlCache<Value> {
  const { ttlMs, maxEntries, clock } = options;
  // In the order in which they were set.
  const entries = new Map<string, { readonly value: Value; readonly cachedAt: number }>();

  return {
    get(key) {
      const entry = entries.get(key);
      const age = entry === undefined ? -1 : clock().getTime() - entry.cachedAt;
      return entry !== undefined && age >= 0 && age < ttlMs ? entry.value : undefined;
    },
    peek: (key) => entries.get(key)?.value,
    set(key, value) {
      entries.delete(key);
      entries.set(key, { value, cachedAt: clock().getTime() });
      const [oldest] = entries.keys();
      if (entries.size > maxEntries && oldest !== undefined) entries.delete(oldest);
    },
    update(key, value) {
      const entry = entries.get(key);
      if (entry !== undefined) entries.set(key, { ...entry, value });
    },
    delete: (key) => void entries.delete(key),
  };
}
