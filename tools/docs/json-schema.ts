/** A JSON Schema. */
export type JsonSchema = { [key: string]: unknown };

// An embedded schema with its own id or dialect would be a separate document.
const dropped = new Set(['$schema', '$id']);

/** A JSON Schema of zod without ids and dialects, and without the patterns that repeat a `format`. */
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
