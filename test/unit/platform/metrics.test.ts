import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { measureTo } from '../../../lambdas/platform/observability/metrics.ts';

const NOW = new Date('2026-11-22T09:30:00.000Z');

function prepare() {
  const lines: string[] = [];
  const measure = measureTo(
    (line) => void lines.push(line),
    () => NOW,
  );
  return { lines, measure };
}

describe('a measurement', () => {
  beforeEach(() => vi.stubEnv('STAGE', 'dev'));
  afterEach(() => vi.unstubAllEnvs());

  it('is a line in the embedded metric format, which names its dimensions', () => {
    const { lines, measure } = prepare();

    measure({ metric: 'Registrations', value: 1, dimensions: { outcome: 'registered' } });

    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        _aws: {
          Timestamp: NOW.getTime(),
          CloudWatchMetrics: [
            {
              Namespace: 'Rollcall',
              Dimensions: [['stage', 'outcome']],
              Metrics: [{ Name: 'Registrations', Unit: 'Count' }],
            },
          ],
        },
        stage: 'dev',
        outcome: 'registered',
        Registrations: 1,
      },
    ]);
  });

  it('ends its line, so that the next one is read by itself', () => {
    const { lines, measure } = prepare();

    measure({ metric: 'RolesDeferred', value: 1 }, { metric: 'TimeToRegistered', value: 812 });

    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).toMatch(/^\{[^\n]+\}\n$/);
  });
});
