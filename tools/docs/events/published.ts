import * as z from 'zod/mini';
import { metadata } from '../../../contracts/events/define-event.ts';
import { catalogue, EVENT_SOURCE } from '../../../contracts/events/index.ts';
import { type JsonSchema, plain } from '../json-schema.ts';

export const eventName = ({ type, version }: { type: string; version: number }) => `${type}.v${version}`;

/** The JSON Schema of an event's `detail`: what is published, and must stay. */
const detailSchema = (data: z.ZodMiniType): JsonSchema => ({
  type: 'object',
  properties: {
    metadata: { $ref: '#/$defs/Metadata' },
    data: plain(z.toJSONSchema(data)),
  },
  required: ['metadata', 'data'],
});

/** docs/events.schema.json: every event version's detail, by name and version. */
export const eventsSchema = (): JsonSchema => ({
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: `Events with source ${EVENT_SOURCE}, by detail-type and version`,
  $defs: {
    Metadata: plain(z.toJSONSchema(metadata)),
    ...Object.fromEntries(catalogue.map((event) => [eventName(event), detailSchema(event.data)])),
  },
});

interface Described {
  readonly properties?: Record<string, Described>;
  readonly required?: readonly string[];
}

/** Every published field of a schema, dotted, such as `data.userId`; nested objects are walked. */
export function fieldsOf(schema: Described, path = ''): readonly string[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, inner]) => {
    const here = path === '' ? name : `${path}.${name}`;
    return [here, ...fieldsOf(inner, here)];
  });
}
