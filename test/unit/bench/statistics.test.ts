import { describe, expect, it } from 'vitest';
import { ratio, summary } from '../../bench/statistics.ts';

describe('a summary', () => {
  it('has the middle value, and the quartiles as its spread', () => {
    expect(summary([5, 1, 3, 2, 4])).toEqual({ median: 3, lower: 2, upper: 4, count: 5 });
  });

  it('lies between the two middle values of an even number', () => {
    expect(summary([4, 1, 2, 3])).toMatchObject({ median: 2.5, lower: 1.75, upper: 3.25 });
  });

  it('does not heed one run that something else held up', () => {
    expect(summary([10, 11, 9_000, 10, 9]).median).toBe(10);
  });

  it('refuses to speak of nothing', () => {
    expect(() => summary([])).toThrow('nothing was measured');
  });
});

describe('a ratio', () => {
  it('is that of the medians, its spread that of the rounds', () => {
    expect(ratio([20, 40, 60], [10, 20, 20])).toEqual({ median: 2, lower: 2, upper: 2.5, count: 3 });
  });

  it('keeps rounds together', () => {
    expect(() => ratio([1, 2], [1])).toThrow('both sides');
  });
});
