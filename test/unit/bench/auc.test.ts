import { expect, it } from 'vitest';
import { auc } from '../../bench/sign-in/auc.ts';

it.each([
  [1, [4, 5, 6], [1, 2, 3]],
  [0, [1, 2, 3], [4, 5, 6]],
  [0.5, [1, 2, 3], [1, 2, 3]],
  [0.5, [7, 7], [7, 7, 7]],
  [0.75, [2, 4], [1, 3]],
])('the AUC is %d of %j against %j', (value, first, second) => {
  expect(auc(first, second)).toBe(value);
});

it('the AUC is undefined without measurements', () => {
  expect(() => auc([], [1])).toThrow('nothing was measured');
});
