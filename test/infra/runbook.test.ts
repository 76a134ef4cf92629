import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { alarms, anchorOf } from '../../lib/alarms.ts';
import { templateOf } from './template.ts';

const runbook = readFileSync(new URL('../../docs/runbook.md', import.meta.url), 'utf8');
const sections = runbook
  .split(/^## /m)
  .slice(1)
  .map((text) => ({ heading: text.slice(0, text.indexOf('\n')), text }));
const made = templateOf('prod', 'Watch')
  .ofType('AWS::CloudWatch::Alarm')
  .map(({ Properties }) => Properties);
const linked = made.map(({ AlarmDescription }) => /docs\/runbook\.md#([\w-]+)/.exec(AlarmDescription)?.[1]);

describe('the runbook', () => {
  it('has a heading for every alarm, and an alarm for every heading', () => {
    const anchors = sections.map(({ heading }) => anchorOf(heading));

    expect([...new Set(linked)].sort()).toEqual([...anchors].sort());
  });

  it('has its headings as the alarms call them', () => {
    expect(sections.map(({ heading }) => heading).sort()).toEqual(
      Object.values(alarms)
        .map(({ heading }) => heading)
        .sort(),
    );
  });

  it.each(sections.map(({ heading, text }) => [heading, text] as const))(
    'says of "%s" what it means, where to look and how to mend',
    (_, text) => {
      for (const part of ['*Means:*', '*Look', '*Mend:*']) expect(text).toContain(part);
    },
  );

  it('links to headings that it has', () => {
    const anchors = new Set(sections.map(({ heading }) => anchorOf(heading)));

    for (const [, anchor] of runbook.matchAll(/\]\(#([\w-]+)\)/g)) expect(anchors).toContain(anchor);
  });
});
