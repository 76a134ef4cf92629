import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { generated } from '../../../tools/docs/generated.ts';
import { withDiagram, workflowDiagram } from '../../../tools/docs/workflow.ts';

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');

describe('a generated file', () => {
  it.each(generated().map(({ path, text }) => [path, text]))('%s is up to date (npm run generate)', (path, text) => {
    expect(read(path) === text).toBe(true);
  });
});

describe('workflowDiagram', () => {
  const machine = JSON.parse(read('statemachines/register-user.asl.json'));
  const diagram = workflowDiagram(machine);
  const states = Object.keys(machine.States).map((name) => name.replace(/\W/g, ''));
  const arrows = [...diagram.matchAll(/(\S+) --> (\S+)/g)].map(([, from = '', to = '']) => ({ from, to }));

  it('declares every state once', () => {
    const declared = [...diagram.matchAll(/^ +state (?:".*" as )?(\w+)/gm)].map(([, id]) => id);
    expect(declared.sort()).toEqual(states.sort());
  });

  it('leads to every state', () => {
    expect([...new Set(arrows.map(({ to }) => to))].sort()).toEqual(['[*]', ...states].sort());
  });

  it('leads out of every state', () => {
    expect([...new Set(arrows.map(({ from }) => from))].sort()).toEqual(['[*]', ...states].sort());
  });

  it.each([
    ['a choice with its value', 'Checked --> Done : good'],
    ['the default of a choice', 'Checked --> Broken : otherwise'],
    ['a caught failure', 'Work --> Broken : fails'],
    ['a failure that is ignored', 'Announce --> Work : also when it fails'],
    ['the number of retries', 'state "Work<br/>5 retries" as Work'],
    ['the start', '[*] --> Announce'],
    ['an end', 'Done --> [*]'],
  ])('shows %s', (_, line) => {
    const States = {
      Announce: { Type: 'Task', Next: 'Work', Catch: [{ Next: 'Work' }] },
      Work: { Type: 'Task', Next: 'Checked?', Catch: [{ Next: 'Broken' }], Retry: [{ MaxAttempts: 2 }, {}] },
      'Checked?': { Type: 'Choice', Choices: [{ Condition: "{% $x = 'good' %}", Next: 'Done' }], Default: 'Broken' },
      Done: { Type: 'Succeed' },
      Broken: { Type: 'Fail' },
    };
    expect(workflowDiagram({ StartAt: 'Announce', States }).split('\n')).toContain(`    ${line}`);
  });
});

describe('withDiagram', () => {
  it('replaces what is between the markers', () => {
    const document = 'before\n<!-- workflow -->\nold\n<!-- /workflow -->\nafter';
    expect(withDiagram(document, 'new')).toBe(
      'before\n<!-- workflow -->\n```mermaid\nnew\n```\n<!-- /workflow -->\nafter',
    );
  });

  it('ignores a document without markers', () => {
    expect(withDiagram('text', 'new')).toBeUndefined();
  });
});
