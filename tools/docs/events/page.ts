import * as z from 'zod/mini';
import type { EventDefinition, EventMetadata } from '../../../contracts/events/define-event.ts';
import { catalogue, EVENT_SOURCE } from '../../../contracts/events/index.ts';
import { type JsonSchema, plain } from '../json-schema.ts';

const exampleMetadata = (version: number): EventMetadata => ({
  eventId: '3e4f5a6b-7c8d-5e9f-8a1b-2c3d4e5f6a7b',
  version,
  occurredAt: '2026-11-22T09:30:00.000Z',
  correlationId: 'c0ffee-1',
  causationId: '5d6e7f80-91a2-5b3c-8d4e-5f60718293a4',
  actor: { type: 'user', id: '2b7c9a10-8d3e-5f46-9c21-7e5d4c3b2a19', ip: '192.0.2.7' },
});

/** An event as it stands on the bus, as far as Rollcall chooses it. */
export const onTheBus = ({ type, version, example }: EventDefinition) => ({
  source: EVENT_SOURCE,
  'detail-type': type,
  detail: { metadata: exampleMetadata(version), data: example },
});

const arrayType = (schema: JsonSchema) => `list of ${typeOf((schema.items ?? {}) as JsonSchema)}`;
const choices = (schema: JsonSchema) => (schema.enum as readonly unknown[]).map((value) => `\`${value}\``).join(', ');

function typeOf(schema: JsonSchema): string {
  if (schema.enum) return choices(schema);
  if ('const' in schema) return `\`${schema.const}\``;
  if (Array.isArray(schema.anyOf)) return schema.anyOf.map(typeOf).join(' or ');
  if (schema.type === 'array') return arrayType(schema);
  return String(schema.format ?? schema.type ?? 'any');
}

function fieldRows(data: z.ZodMiniType): readonly string[] {
  const { properties = {}, required = [] } = plain(z.toJSONSchema(data)) as {
    properties?: Record<string, JsonSchema>;
    required?: readonly string[];
  };
  return Object.entries(properties).map(
    ([name, schema]) => `| \`${name}\` | ${typeOf(schema)} | ${required.includes(name) ? 'always' : 'when known'} |`,
  );
}

function section(event: EventDefinition): string {
  return `## ${event.type}, version ${event.version}

${event.summary}

| data | type | present |
|---|---|---|
${fieldRows(event.data).join('\n')}

\`\`\`json
${JSON.stringify(onTheBus(event), null, 2)}
\`\`\`
`;
}

/** docs/events.md: the catalogue, with an example of each as it stands on the bus. */
export const eventsPage = (): string => `<!-- Generated from contracts/events by npm run generate. -->
# Events

On the bus \`rollcall\`, with source \`${EVENT_SOURCE}\`, detail-type the event's name, and detail \`{ metadata, data }\`. A rule on the
detail-type gets one kind, a rule on the source gets all; \`npm run events\` shows them on the terminal. JSON Schema: [events.schema.json](events.schema.json).

\`metadata.eventId\` is derived from the operation: an event that is published twice has the same id, so drop what you have seen. Events may
arrive out of order; \`metadata.occurredAt\` orders those of one operation. \`correlationId\` is the request's, \`causationId\` names what led to it.
No event holds a password, a token or an exception's text. A breaking change is a new version beside the old one.

| event | what it says |
|---|---|
${catalogue.map(({ type, version, summary }) => `| [${type}](#${type.toLowerCase()}-version-${version}) | ${summary} |`).join('\n')}

${catalogue.map((event) => section(event)).join('\n')}`;
