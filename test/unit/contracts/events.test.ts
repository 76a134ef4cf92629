import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { catalogue } from '../../../contracts/events/index.ts';
import { eventName, eventsSchema, fieldsOf } from '../../../tools/docs/events/published.ts';

type Definitions = Record<string, { properties?: Record<string, never>; required?: readonly string[] }>;
const root = new URL('../../../', import.meta.url);
const definitionsOf = (text: string) => (JSON.parse(text) as { $defs: Definitions }).$defs;

/** What was published last: the committed file, or the file itself where there is no history (an archive). */
function published(): Definitions {
  try {
    const options = { cwd: root, encoding: 'utf8', stdio: 'pipe' } as const;
    return definitionsOf(execFileSync('git', ['show', 'HEAD:docs/events.schema.json'], options));
  } catch {
    return definitionsOf(readFileSync(new URL('docs/events.schema.json', root), 'utf8'));
  }
}

function lost(before: Definitions, now: Definitions): readonly string[] {
  return Object.entries(before).flatMap(([name, schema]) => {
    const kept = new Set(fieldsOf(now[name] ?? {}));
    return fieldsOf(schema)
      .filter((field) => !kept.has(field))
      .map((field) => `${name}: ${field}`);
  });
}

describe('the catalogue', () => {
  it.each(catalogue.map((event) => [eventName(event), event] as const))('has a valid example of %s', (_, event) => {
    expect(z.parse(event.data as z.ZodMiniType, event.example)).toEqual(event.example);
  });

  it('holds every file of contracts/events, and every version once', () => {
    const files = readdirSync(new URL('contracts/events/', root)).filter((name) => name.endsWith('.v1.ts'));
    expect(catalogue).toHaveLength(files.length);
    expect(new Set(catalogue.map(eventName)).size).toBe(catalogue.length);
  });

  it('refuses fields that no version has published', () => {
    for (const event of catalogue) {
      const more = { ...event.example, password: 'secret' };
      expect(z.safeParse(event.data as z.ZodMiniType, more).success).toBe(false);
    }
  });
});

describe('a published field', () => {
  it('never disappears from its version', () => {
    expect(lost(published(), definitionsOf(JSON.stringify(eventsSchema())))).toEqual([]);
  });

  it('is missed when it does, and so is a whole version', () => {
    const before = definitionsOf(JSON.stringify(eventsSchema()));
    const { 'UserDeleted.v1': deleted, ...others } = before;
    const withoutEmail = JSON.parse(JSON.stringify(deleted)) as { properties: { data: { properties: object } } };
    withoutEmail.properties.data.properties = { userId: {} };
    expect(lost(before, { ...others, 'UserDeleted.v1': withoutEmail as never })).toEqual([
      'UserDeleted.v1: data.email',
    ]);
    expect(lost(before, others)).toContain('UserDeleted.v1: data.userId');
  });
});
