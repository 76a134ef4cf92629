import { expect, it } from 'vitest';
import { verdictOf } from '../../bench/figure.ts';
import { page } from '../../bench/page.ts';

const figure = { name: 'transitions', value: 8, unit: '', target: 9, stretch: 6 };

it.each([
  [6, 'stretch'],
  [9, 'met'],
  [9.1, 'missed'],
])('a figure of %d is %s', (value, verdict) => {
  expect(verdictOf({ ...figure, value })).toBe(verdict);
});

it('a figure has no verdict without a target', () => {
  expect(verdictOf({ name: 'time', value: 8, unit: 'ms' })).toBe('');
});

it('a figure is printed with its target, its spread and its verdict', () => {
  const spread = { median: 8, lower: 7.5, upper: 8.25, count: 15 };
  const machine = { cores: 2, node: '24.0.0', date: '2026-11-22', load: 0.5 };
  const text = page([{ title: 'Workflow', how: 'Counted.', figures: [{ ...figure, spread }] }], machine);
  expect(text).toContain('| transitions | <= 9 (6) | 8 | 7.50 to 8.25, n = 15 | met |  |');
});
