import { describe, expect, it } from 'vitest';
import { ratio, summary } from '../../bench/statistics.ts';

describe('a summary', () => {
  it('has the median, and the quartiles as its spread', () => {
    expect(summary([5, 1, 3, 2, 4])).toEqual({ median: 3, lower: 2, upper: 4, count: 5 });
  });

  it('has the mean of the two middle values of an even number', () => {
    expect(summary([4, 1, 2, 3])).toMatchObject({ median: 2.5, lower: 1.75, upper: 3.25 });
  });

  it('ignores one slow outlier', () => {
    expect(summary([10, 11, 9_000, 10, 9]).median).toBe(10);
  });

  it('refuses an empty list', () => {
    expect(() => summary([])).toThrow('nothing was measured');
  });
});

describe('a ratio', () => {
  it('is the ratio of the medians, with the spread of the rounds', () => {
    expect(ratio([20, 40, 60], [10, 20, 20])).toEqual({ median: 2, lower: 2, upper: 2.5, count: 3 });
  });

  it('compares the values of one round', () => {
    expect(() => ratio([1, 2], [1])).toThrow('both sides');
  });
});
