import fc, { type Arbitrary } from 'fast-check';
import description from '../../../contracts/api/openapi.json' with { type: 'json' };

/** As much of JSON Schema as the API's description uses for what it takes. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly format?: string;
  readonly pattern?: string;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

const components: Readonly<Record<string, Schema>> = description.components.schemas as never;

// fast-check builds texts for most patterns, but knows no classes of characters by name.
const buildable = (pattern: string): boolean => !pattern.includes('\\p{');

function textOf({ pattern, format, minLength = 0, maxLength = 300 }: Schema): Arbitrary<unknown> {
  if (format === 'uuid') return fc.uuid();
  if (pattern !== undefined && buildable(pattern)) return fc.stringMatching(new RegExp(pattern));
  return fc.string({ unit: 'grapheme', minLength, maxLength });
}

function recordOf({ properties = {}, required = [] }: Schema, known: Known): Arbitrary<unknown> {
  const fields = Object.entries(properties).map(([name, schema]) => [name, fieldOf(name, schema, known)]);
  return fc.record(Object.fromEntries(fields), { requiredKeys: [...required] } as never);
}

/** Values that mean something to the system under test, by the name of the field. */
export type Known = Readonly<Record<string, readonly unknown[]>>;

function fieldOf(name: string, schema: Schema, known: Known): Arbitrary<unknown> {
  const values = known[name];
  return values ? fc.oneof(fc.constantFrom(...values), arbitraryOf(schema, known)) : arbitraryOf(schema, known);
}

const byType: Readonly<Record<string, (schema: Schema, known: Known) => Arbitrary<unknown>>> = {
  string: textOf,
  integer: () => fc.integer(),
  boolean: () => fc.boolean(),
  array: ({ items = {} }, known) => fc.array(arbitraryOf(items, known), { maxLength: 4 }),
  object: recordOf,
};

/** Values as a schema describes them. */
export function arbitraryOf(schema: Schema, known: Known): Arbitrary<unknown> {
  if (schema.$ref) return arbitraryOf(components[schema.$ref.replace(/.*\//, '')] ?? {}, known);
  if (schema.enum) return fc.constantFrom(...schema.enum);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => arbitraryOf(one, known)));
  return byType[schema.type ?? '']?.(schema, known) ?? fc.jsonValue();
}
