import { describe, expect, it } from 'vitest';
import { ttlCache } from '../../../lambdas/platform/ttl-cache.ts';

function aCache(maxEntries = 10) {
  let now = 0;
  const cache = ttlCache<string>({ ttlMs: 1000, maxEntries, clock: () => new Date(now) });
  return {
    cache,
    at: (ms: number) => {
      now = ms;
    },
  };
}

describe('ttlCache', () => {
  it('returns a value until its TTL has passed', () => {
    const { cache, at } = aCache();
    cache.set('a', 'one');
    at(999);
    expect(cache.get('a')).toBe('one');
    at(1000);
    expect(cache.get('a')).toBeUndefined();
  });

  it('returns no value from the future', () => {
    const { cache, at } = aCache();
    at(5000);
    cache.set('a', 'one');
    at(4999);
    expect(cache.get('a')).toBeUndefined();
  });

  it('peeks at an expired value', () => {
    const { cache, at } = aCache();
    cache.set('a', 'one');
    at(5000);
    expect(cache.peek('a')).toBe('one');
  });

  it('evicts the entry that was set first when it is full', () => {
    const { cache } = aCache(2);
    for (const key of ['a', 'b', 'a', 'c']) cache.set(key, key);
    expect(cache.get('b')).toBeUndefined();
    expect(cache.get('a')).toBe('a');
  });

  it('updates a value without making it younger', () => {
    const { cache, at } = aCache();
    cache.set('a', 'one');
    at(900);
    cache.update('a', 'two');
    expect(cache.get('a')).toBe('two');
    at(1000);
    expect(cache.get('a')).toBeUndefined();
  });

  it('updates nothing that is not cached', () => {
    const { cache } = aCache();
    cache.update('a', 'one');
    expect(cache.peek('a')).toBeUndefined();
  });

  it('forgets a deleted value', () => {
    const { cache } = aCache();
    cache.set('a', 'one');
    cache.delete('a');
    expect(cache.peek('a')).toBeUndefined();
  });
});
