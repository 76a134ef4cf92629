import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalogue } from '../../../contracts/events/index.ts';

const read = (pattern: string): readonly string[] => globSync(pattern).map((path) => readFileSync(path, 'utf8'));

/** What a file writes to the journal: without imports, and without the events that it consumes. */
const withoutConsumed = (text: string): string =>
  text.replace(/^import .*$/gm, '').replace(/eventData\(\s*[\w.]+|\b\w+V\d+\.type\b/g, '');

const journaling = read('lambdas/**/*.ts')
  .filter((text) => text.includes('journalEntry('))
  .map(withoutConsumed)
  .join('\n');
const workflow = read('statemachines/*.asl.json').join('\n');

/** `userCreatedV1`: the name under which a file of contracts/events/ exports its definition. */
const constantOf = ({ type, version }: { type: string; version: number }): string =>
  `${type.charAt(0).toLowerCase()}${type.slice(1)}V${version}`;

describe('every event of the catalogue', () => {
  it.each(catalogue.map((event) => ({ type: event.type, constant: constantOf(event) })))(
    '$type is journaled by a function or published by the workflow',
    ({ type, constant }) => {
      const isJournaled = new RegExp(`\\b${constant}\\b`).test(journaling);
      const isPublished = workflow.includes(`"${type}"`);

      expect(isJournaled || isPublished).toBe(true);
    },
  );
});
