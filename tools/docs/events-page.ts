import type * as z from 'zod/mini';
import { areas, type EventDefinition, type EventMetadata, metadata } from '../../contracts/events/define-event.ts';
import { catalogue, EVENT_SOURCE } from '../../contracts/events/index.ts';
import type { JsonSchema } from './json-schema.ts';
import { publishedSchema } from './published.ts';

const exampleMetadata = (version: number): EventMetadata => ({
  eventId: '3e4f5a6b-7c8d-5e9f-8a1b-2c3d4e5f6a7b',
  version,
  occurredAt: '2026-11-22T09:30:00.000Z',
  correlationId: 'c0ffee-1',
  causationId: '5d6e7f80-91a2-5b3c-8d4e-5f60718293a4',
  actor: { type: 'user', id: '2b7c9a10-8d3e-5f46-9c21-7e5d4c3b2a19', ip: '192.0.2.7' },
});

/** An event on the bus, without the fields that EventBridge adds. */
const onTheBus = ({ type, version, example }: EventDefinition) => ({
  source: EVENT_SOURCE,
  'detail-type': type,
  detail: { metadata: exampleMetadata(version), data: example },
});

function typeOf(schema: JsonSchema): string {
  if (Array.isArray(schema.enum)) return schema.enum.map((value) => `\`${value}\``).join(', ');
  if ('const' in schema) return `\`${schema.const}\``;
  if (Array.isArray(schema.anyOf)) return schema.anyOf.map(typeOf).join(' or ');
  if (schema.type === 'array') return `list of ${typeOf((schema.items ?? {}) as JsonSchema)}`;
  return String(schema.format ?? schema.type ?? 'any');
}

/** Also for an object or a list that contains a marked field. */
const isPersonal = (schema: unknown): boolean =>
  typeof schema === 'object' &&
  schema !== null &&
  ('x-personal-data' in schema || Object.values(schema).some(isPersonal));

function fieldTable(heading: string, schema: z.ZodMiniType): string {
  const { properties = {}, required = [] } = publishedSchema(schema) as {
    properties?: Record<string, JsonSchema>;
    required?: readonly string[];
  };
  const rows = Object.entries(properties).map(([name, field]) => {
    const presence = required.includes(name) ? 'always' : 'when known';
    return `| \`${name}\` | ${typeOf(field)} | ${presence} | ${isPersonal(field) ? 'yes' : ''} |`;
  });
  return `| ${heading} | type | present | personal |\n|---|---|---|---|\n${rows.join('\n')}`;
}

const section = (event: EventDefinition): string => `### ${event.type}, version ${event.version}

${event.summary}

${fieldTable('data', event.data)}

\`\`\`json
${JSON.stringify(onTheBus(event), null, 2)}
\`\`\`
`;

const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replace(/[^\w -]/g, '')
    .replace(/ /g, '-');

const eventRow = ({ type, version, summary }: EventDefinition) =>
  `| [${type}](#${anchorOf(`${type}, version ${version}`)}) | ${summary} |`;

const byArea = Object.entries(areas).map(([area, title]) => ({
  title,
  events: catalogue.filter((event) => event.area === area) as readonly EventDefinition[],
}));

const areaSection = ({ title, events }: (typeof byArea)[number]): string => `## ${title}

| event | meaning |
|---|---|
${events.map(eventRow).join('\n')}

${events.map(section).join('\n')}`;

/** docs/events.md: the catalogue by area, with an example of each event on the bus. */
export const eventsPage = (): string => `<!-- Generated from contracts/events by npm run generate. -->
# Events

${byArea.map(({ title, events }) => `- [${title}](#${anchorOf(title)}): ${events.map(({ type }) => type).join(', ')}`).join('\n')}

## Subscribing

Rollcall publishes its events to the EventBridge bus \`rollcall\`, with the source \`${EVENT_SOURCE}\`. The detail-type is the event's name, the detail is
\`{ metadata, data }\`. A rule on a detail-type gets one kind of event, a rule on the source gets all. \`npm run events\` shows them in the terminal.
The JSON Schemas are in [events.schema.json](events.schema.json).

- Delivery is at least once. An event that is published twice has the same \`metadata.eventId\`: drop duplicates by it.
- Events may arrive out of order. \`metadata.occurredAt\` orders the events of one operation.
- A later version may add fields: ignore the unknown ones. A breaking change is a new version beside the old one.
- No event contains a password, a token or an exception's text.
- Fields with personal data are marked here, and with \`x-personal-data\` in the JSON Schemas. Ids are pseudonyms and are not marked.

${fieldTable('metadata', metadata)}

\`correlationId\` is that of the request, \`causationId\` is the id of the request, execution or event that caused the event, \`actor\` is the user or the system that did.

${byArea.map(areaSection).join('\n')}`;
