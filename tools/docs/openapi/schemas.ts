import * as z from 'zod/mini';
import {
  type RequestSchema,
  type ResponseSchema,
  requestSchemas,
  responseSchemas,
} from '../../../contracts/api/schemas.ts';
import { type JsonSchema, plain } from '../json-schema.ts';
export const schemaRef = (name: ResponseSchema | RequestSchema) => ({ $ref: `#/components/schemas/${name}` });

/** Requests in the form in which they are sent, responses in their parsed form. */
function described(schemas: Record<string, z.ZodMiniType>, io: 'input' | 'output'): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  const uri = (id: string) => `#/components/schemas/${id}`;
  const { schemas: made } = z.toJSONSchema(registry, { io, uri, unrepresentable: 'any' });
  return Object.fromEntries(Object.entries(made).map(([name, schema]) => [name, plain(schema)]));
}

export const componentSchemas = () => ({
  ...described(requestSchemas, 'input'),
  ...described(responseSchemas, 'output'),
});
