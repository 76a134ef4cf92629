import { readFileSync } from 'node:fs';
import { eventsPage } from './events-page.ts';
import { openApiDocument } from './openapi/document.ts';
import { apiPage } from './openapi/page.ts';
import { eventsSchema, workflowSchema } from './published.ts';
import { withDiagram, workflowDiagram } from './workflow.ts';

export interface GeneratedFile {
  /** From the repository's root. */
  readonly path: string;
  readonly text: string;
}

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

/** Files that are written by hand, except for the picture between their markers. */
function illustrated(): readonly GeneratedFile[] {
  const diagram = workflowDiagram(JSON.parse(read('statemachines/register-user.asl.json')));
  return ['README.md', 'docs/workflow.md'].flatMap((path) => {
    const text = withDiagram(read(path), diagram);
    return text === undefined ? [] : [{ path, text }];
  });
}

/** Schemas of what is published or stored: the committed ones may become wider, never narrower. */
export const publishedSchemas = {
  'docs/events.schema.json': eventsSchema,
  'docs/workflow.schema.json': workflowSchema,
};

/** Every file that is made from the contracts and the workflow's definition. */
export const generated = (): readonly GeneratedFile[] => [
  { path: 'contracts/api/openapi.json', text: json(openApiDocument()) },
  { path: 'docs/api.md', text: apiPage() },
  { path: 'docs/events.md', text: eventsPage() },
  ...Object.entries(publishedSchemas).map(([path, schema]) => ({ path, text: json(schema()) })),
  ...illustrated(),
];
