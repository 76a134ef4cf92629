import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { alarms, anchorOf } from '../../lib/alarms.ts';
import { templateOf } from './template.ts';

const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
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

  it('links only to its own headings', () => {
    const anchors = new Set(sections.map(({ heading }) => anchorOf(heading)));

    for (const [, anchor] of runbook.matchAll(/\]\(#([\w-]+)\)/g)) expect(anchors).toContain(anchor);
  });
});
