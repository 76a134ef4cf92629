import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { alarms, anchorOf } from '../../lib/alarms.ts';
import { capitalize } from '../../lib/constructs/tables.ts';
import { templateOf } from './template.ts';

const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
const code = globSync('lambdas/**/*.ts')
  .map((file) => readFileSync(file, 'utf8'))
  .join();
const sections = runbook
  .split(/^## /m)
  .slice(1)
  .map((text) => ({ heading: text.slice(0, text.indexOf('\n')), text }));
const alarmsOfProd = templateOf('prod', 'Watch')
  .ofType('AWS::CloudWatch::Alarm')
  .map(({ Properties }) => Properties);
const linked = alarmsOfProd.map(({ AlarmDescription }) => /docs\/runbook\.md#([\w-]+)/.exec(AlarmDescription)?.[1]);

describe('the runbook', () => {
  it('has a section for every alarm, and an alarm for every section', () => {
    const anchors = sections.map(({ heading }) => anchorOf(heading));

    expect([...new Set(linked)].sort()).toEqual([...anchors].sort());
  });

  it('has the headings of lib/alarms.ts', () => {
    expect(sections.map(({ heading }) => heading).sort()).toEqual(
      Object.values(alarms)
        .map(({ heading }) => heading)
        .sort(),
    );
  });

  it.each(sections.map(({ heading, text }) => [heading, text] as const))(
    'has impact, diagnosis and fix in the section "%s"',
    (_, text) => {
      for (const part of ['*Impact:*', '*Diagnose:*', '*Fix:*']) expect(text).toContain(part);
    },
  );

  it('quotes only log messages that the functions write', () => {
    // Backticks around lower-case words: `message failed`; commands begin with npx.
    const quoted = [...runbook.matchAll(/`((?!npx)[a-z]+(?: [a-z]+)+)`/g)].map(([, message]) => message);

    expect(quoted).toContain('sweep finished');
    expect(quoted.filter((message) => !code.includes(message ?? ''))).toEqual([]);
  });

  it('names only dead-letter queues that exist', () => {
    const queues = [...runbook.matchAll(/dlq (?:show|replay) (\w+)/g)].map(([, queue]) => queue ?? '');

    expect(queues.length).toBeGreaterThan(20);
    expect(queues.map(capitalize).filter((queue) => !(queue in alarms))).toEqual([]);
  });

  it('links only to its own headings', () => {
    const anchors = new Set(sections.map(({ heading }) => anchorOf(heading)));

    for (const [, anchor] of runbook.matchAll(/\]\(#([\w-]+)\)/g)) expect(anchors).toContain(anchor);
  });
});
