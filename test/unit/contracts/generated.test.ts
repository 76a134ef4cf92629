import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generated } from '../../../tools/docs/generated.ts';
import { graphOf } from '../../../tools/docs/workflow/graph.ts';
import { layOut } from '../../../tools/docs/workflow/layout.ts';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

describe('what is generated', () => {
  it.each(generated().map(({ path, text }) => [path, text]))(
    'is up to date in %s (npm run generate mends it)',
    (path, text) => {
      expect(read(path) === text).toBe(true);
    },
  );
});

describe("the workflow's picture", () => {
  const graph = graphOf(JSON.parse(read('statemachines/register-user.asl.json')));
  const layout = layOut(graph);

  it('has a place for every state, and no two in one', () => {
    const places = [...layout.values()].map(({ column, row }) => `${column},${row}`);
    expect([...layout.keys()].sort()).toEqual(graph.nodes.map(({ name }) => name).sort());
    expect(new Set(places).size).toBe(places.length);
  });

  it('leads straight down to the registered user, failures to the right', () => {
    const column = (name: string) => layout.get(name)?.column;
    expect(['Announce Attempt', 'Create User', 'User Registered'].map(column)).toEqual([0, 0, 0]);
    expect(column('Defer Roles')).toBe(-1);
    expect(['Registration Refused', 'Roll Back User', 'Record Rollback Failure'].map(column)).toEqual([1, 1, 2]);
  });
});
