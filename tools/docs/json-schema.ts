/** JSON, as far as these pages look into it. */
export type JsonSchema = { [key: string]: unknown };

// A document embeds its schemas: their own ids and dialects would make them documents of their own.
const dropped = new Set(['$schema', '$id']);

/** zod's JSON Schema for reading: without the pattern that only repeats what `format` says. */
export function plain(schema: unknown): JsonSchema {
  return strip(schema) as JsonSchema;
}

function strip(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(strip);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key]) => !dropped.has(key) && !(key === 'pattern' && 'format' in value),
  );
  return Object.fromEntries(entries.map(([key, inner]) => [key, strip(inner)]));
}
