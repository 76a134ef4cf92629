import type { JsonSchema } from './json-schema.ts';

const MAXIMA = ['maxLength', 'maxItems', 'maximum', 'exclusiveMaximum'];
const MINIMA = ['minLength', 'minItems', 'minimum', 'exclusiveMinimum'];

const json = (value: unknown) => JSON.stringify(value);
const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const schemas = (value: unknown) => (value ?? {}) as Readonly<Record<string, JsonSchema>>;

function limits(before: JsonSchema, now: JsonSchema): readonly string[] {
  const isStricter = (key: string) => {
    const [old, current] = [before[key], now[key]] as (number | undefined)[];
    if (current === undefined || old === undefined) return current !== undefined;
    return MAXIMA.includes(key) ? current < old : current > old;
  };
  return [...MAXIMA, ...MINIMA]
    .filter(isStricter)
    .map((key) => `${key} ${now[key]} is stricter than ${before[key] ?? 'no limit'}`);
}

const valuesOf = (schema: JsonSchema) => ('const' in schema ? [schema.const] : (schema.enum as unknown[] | undefined));

function values(before: JsonSchema, now: JsonSchema): readonly string[] {
  const [old, current] = [valuesOf(before), valuesOf(now)];
  if (current === undefined) return [];
  if (old === undefined) return [`permits only ${current.map(json).join(', ')}`];
  return old.filter((value) => !current.includes(value)).map((value) => `no longer permits ${json(value)}`);
}

function types(before: JsonSchema, now: JsonSchema): readonly string[] {
  const isWider =
    now.type === undefined || now.type === before.type || (now.type === 'number' && before.type === 'integer');
  return isWider ? [] : [`type changed from ${before.type ?? 'any'} to ${now.type}`];
}

const patternsOf = (schema: JsonSchema): readonly unknown[] =>
  [schema, ...(list(schema.allOf) as JsonSchema[])].flatMap(({ pattern }) => pattern ?? []);

function forms(before: JsonSchema, now: JsonSchema): readonly string[] {
  const old = patternsOf(before);
  return [
    ...patternsOf(now).flatMap((pattern) => (old.includes(pattern) ? [] : [`has the new pattern ${pattern}`])),
    ...(now.format === undefined || now.format === before.format ? [] : [`has the new format ${now.format}`]),
  ];
}

function fields(before: JsonSchema, now: JsonSchema, path: string): readonly string[] {
  const [old, current] = [schemas(before.properties), schemas(now.properties)];
  const at = (name: string) => (path === '' ? name : `${path}.${name}`);
  return [
    ...Object.entries(old).flatMap(([name, schema]) => {
      const still = current[name];
      return still === undefined ? [`${at(name)} was removed`] : narrowings(schema, still, at(name));
    }),
    ...list(now.required)
      .filter((name) => !list(before.required).includes(name))
      .map((name) => `${at(String(name))} became required`),
    ...(now.additionalProperties === false && before.additionalProperties !== false
      ? [`${path || 'it'} no longer permits additional fields`]
      : []),
  ];
}

function alternatives(before: JsonSchema, now: JsonSchema, path: string): readonly string[] {
  const current = Array.isArray(now.anyOf) ? (now.anyOf as JsonSchema[]) : [now];
  return (Array.isArray(before.anyOf) ? (before.anyOf as JsonSchema[]) : [before]).flatMap((old) => {
    const found = current.map((alternative) => narrowings(old, alternative, path));
    return found.find((lost) => lost.length === 0) ?? found[0] ?? [];
  });
}

/**
 * Each way in which `now` refuses a value that `before` permits, or has lost one of its fields, as a sentence
 * with the field's path. Empty when the schema is the same or wider. Of patterns and formats, every new one counts.
 */
export function narrowings(before: JsonSchema, now: JsonSchema, path = ''): readonly string[] {
  if (before.anyOf || now.anyOf) return alternatives(before, now, path);
  const here = [...types(before, now), ...values(before, now), ...limits(before, now), ...forms(before, now)];
  const items = now.items ? narrowings(schemas(before).items ?? {}, schemas(now).items ?? {}, `${path}[]`) : [];
  return [...here.map((sentence) => `${path || 'it'}: ${sentence}`), ...items, ...fields(before, now, path)];
}

interface Definitions {
  readonly $defs?: Readonly<Record<string, JsonSchema>>;
}

/** The narrowings of every definition of a document, each with the definition's name. */
export function narrowedDefinitions(before: Definitions, now: Definitions): readonly string[] {
  return Object.entries(before.$defs ?? {}).flatMap(([name, schema]) => {
    const current = now.$defs?.[name];
    if (current === undefined) return [`${name} was removed`];
    return narrowings(schema, current).map((sentence) => `${name}: ${sentence}`);
  });
}
