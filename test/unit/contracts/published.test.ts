import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod/mini';
import { organisationName, personName, roleNames } from '../../../contracts/fields.ts';
import { personalText } from '../../../contracts/stored.ts';
import { publishedSchemas } from '../../../tools/docs/generated.ts';
import { narrowedDefinitions, narrowings } from '../../../tools/docs/narrowing.ts';
import { eventsSchema, publishedSchema, workflowSchema } from '../../../tools/docs/published.ts';

const root = new URL('../../../', import.meta.url);

/** The file of the last commit; the file itself without a history (an archive) or when it is new. */
function committed(path: string): object {
  try {
    return JSON.parse(execFileSync('git', ['show', `HEAD:${path}`], { cwd: root, encoding: 'utf8', stdio: 'pipe' }));
  } catch {
    return JSON.parse(readFileSync(new URL(path, root), 'utf8'));
  }
}

const definitions = (document: object) => Object.entries((document as { $defs: object }).$defs);

describe('a published or stored schema', () => {
  it.each(Object.entries(publishedSchemas))('never becomes narrower in %s', (path, schema) => {
    expect(narrowedDefinitions(committed(path), schema())).toEqual([]);
  });

  // A limit of a request in an event or a payload would make old data unreadable when it becomes stricter.
  it.each([
    ...definitions(eventsSchema()),
    ...definitions(workflowSchema()).filter(([name]) => name !== 'RegisterUser'),
  ])('sets no limits on texts and lists in %s', (_, schema) => {
    expect(JSON.stringify(schema).match(/"(max|min)(Length|Items)":\d+/g)).toBeNull();
  });

  it('marks personal data', () => {
    const { properties } = publishedSchema(z.strictObject({ email: z.optional(personalText), id: z.uuid() })) as never;
    expect(properties).toEqual({
      email: { type: 'string', 'x-personal-data': true },
      id: { type: 'string', format: 'uuid' },
    });
  });
});

const before = z.strictObject({
  name: personName,
  organisation: z.optional(organisationName),
  roles: roleNames,
  status: z.enum(['active', 'disabled']),
  code: z.union([z.literal(404), z.literal(503)]),
  actor: z.strictObject({ id: z.uuid(), ip: z.optional(z.string()) }),
});
const schemaOf = (schema: z.ZodMiniType) => z.toJSONSchema(schema, { unrepresentable: 'any' }) as never;
const narrowed = (changes: Record<string, z.ZodMiniType>) =>
  narrowings(schemaOf(before), schemaOf(z.extend(before, changes as never)));

describe('narrowings', () => {
  it.each([
    ['a shorter text', { name: z.string().check(z.minLength(1), z.maxLength(100)) }, 'name: maxLength 100 is stricter'],
    ['a longer minimum', { name: z.string().check(z.minLength(2)) }, 'name: minLength 2 is stricter than 1'],
    ['a new pattern', { organisation: z.optional(z.string().check(z.regex(/^a$/))) }, 'organisation: has the new'],
    ['a new format', { name: z.email() }, 'name: has the new format email'],
    ['fewer items', { roles: z.array(z.string()).check(z.maxLength(5)) }, 'roles: maxItems 5 is stricter than 25'],
    ['narrower items', { roles: z.array(z.enum(['user'])) }, 'roles[]: permits only "user"'],
    ['a removed value', { status: z.enum(['active']) }, 'status: no longer permits "disabled"'],
    ['a removed alternative', { code: z.literal(404) }, 'code: no longer permits 503'],
    ['another type', { name: z.int() }, 'name: type changed from string to integer'],
    ['a field that became required', { organisation: z.string() }, 'organisation became required'],
    ['a removed field of an object', { actor: z.strictObject({ id: z.uuid() }) }, 'actor.ip was removed'],
    ['a new required field', { plan: z.string() }, 'plan became required'],
  ])('names %s', (_, changes, sentence) => {
    expect(narrowed(changes)).toContainEqual(expect.stringContaining(sentence));
  });

  it('names a removed field', () => {
    expect(narrowings(schemaOf(before), schemaOf(z.omit(before, { name: true })))).toEqual(['name was removed']);
  });

  it('names an object that no longer permits additional fields', () => {
    expect(narrowings(schemaOf(z.looseObject({})), schemaOf(z.strictObject({})))).toEqual([
      'it no longer permits additional fields',
    ]);
  });

  it.each([
    ['the same schema', {}],
    ['a longer text', { name: z.string().check(z.minLength(1), z.maxLength(500)) }],
    ['no limit', { name: z.string(), roles: z.array(z.string()) }],
    ['one more value', { status: z.enum(['active', 'disabled', 'roles_pending']) }],
    ['one more alternative', { code: z.union([z.literal(404), z.literal(503), z.string()]) }],
    ['any value', { status: z.unknown() }],
    ['an optional field instead of a required one', { name: z.optional(z.string()) }],
    ['one more optional field', { plan: z.optional(z.string()) }],
  ])('permits %s', (_, changes) => {
    expect(narrowed(changes)).toEqual([]);
  });
});

describe('narrowedDefinitions', () => {
  const all = eventsSchema() as { $defs: Record<string, never> };
  const { 'UserDeleted.v1': _, ...others } = all.$defs;

  it('names a removed version of an event', () => {
    expect(narrowedDefinitions(all, { $defs: others })).toEqual(['UserDeleted.v1 was removed']);
  });

  it('names the event and the field that became narrower', () => {
    const text = JSON.stringify(all.$defs['UserDeleted.v1']).replace('"email":{', '"email":{"maxLength":100,');
    expect(narrowedDefinitions(all, { $defs: { ...all.$defs, 'UserDeleted.v1': JSON.parse(text) } })).toEqual([
      'UserDeleted.v1: data.email: maxLength 100 is stricter than no limit',
    ]);
  });
});
