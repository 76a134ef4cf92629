import { readdirSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { catalogue } from '../../../contracts/events/index.ts';
import { eventName } from '../../../tools/docs/published.ts';

const named = catalogue.map((event) => [eventName(event), event] as const);

describe('the event catalogue', () => {
  it.each(named)('has a valid example of %s', (_, event) => {
    expect(z.parse(event.data as z.ZodMiniType, event.example)).toEqual(event.example);
  });

  it('contains every file of contracts/events', () => {
    const files = readdirSync(new URL('../../../contracts/events/', import.meta.url));
    expect(catalogue).toHaveLength(files.filter((name) => name.endsWith('.v1.ts')).length);
  });

  it('contains every version once', () => {
    expect(new Set(catalogue.map(eventName)).size).toBe(catalogue.length);
  });

  it.each(named)('refuses unknown fields in %s', (_, event) => {
    const more = { ...event.example, password: 'secret' };
    expect(z.safeParse(event.data as z.ZodMiniType, more).success).toBe(false);
  });
});
