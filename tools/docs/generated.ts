import { readFileSync } from 'node:fs';
import { eventsPage } from './events/page.ts';
import { eventsSchema } from './events/published.ts';
import { openApiDocument } from './openapi/document.ts';
import { apiPage } from './openapi/page.ts';
import { workflowSvg } from './workflow/svg.ts';

export interface GeneratedFile {
  /** From the repository's root. */
  readonly path: string;
  readonly text: string;
}

const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`;

const machine = () =>
  JSON.parse(readFileSync(new URL('../../statemachines/register-user.asl.json', import.meta.url), 'utf8'));

/** Every file that is made from the contracts and the workflow's definition. */
export const generated = (): readonly GeneratedFile[] => [
  { path: 'contracts/api/openapi.json', text: json(openApiDocument()) },
  { path: 'docs/api.md', text: apiPage() },
  { path: 'docs/events.md', text: eventsPage() },
  { path: 'docs/events.schema.json', text: json(eventsSchema()) },
  { path: 'docs/workflow.svg', text: workflowSvg(machine()) },
];
