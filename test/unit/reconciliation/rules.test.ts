import { describe, expect, it } from 'vitest';
import { registrationStates } from '../../../contracts/registration.ts';
import { userIdOf } from '../../../lambdas/platform/runtime.ts';
import { expectations, isSettled } from '../../../lambdas/reconciliation/rules.ts';
import { fold, noSums, suspects } from '../../../lambdas/reconciliation/walks.ts';
import { transitions } from '../../../lambdas/registration/rules.ts';

describe('reconciliation rules', () => {
  it.each(registrationStates)('expect no user for %s only if that state is final', (state) => {
    if (expectations[state] === 'no_user') expect(transitions[state]).toEqual([]);
  });

  it('treat a time as settled after 15 minutes', () => {
    const now = new Date('2026-11-22T10:00:00.000Z');
    expect(isSettled('2026-11-22T09:45:00.000Z', now)).toBe(true);
    expect(isSettled('2026-11-22T09:45:00.001Z', now)).toBe(false);
  });
});

describe('sums', () => {
  const ids = Array.from({ length: 5_000 }, (_, index) => userIdOf(`registration-${index}`));

  it('suspect no user when both sides have the same users, in any order', () => {
    const sums = fold(fold(noSums(), ids), ids.toReversed());
    expect(ids.some(suspects(sums))).toBe(false);
  });

  it('suspect every user who is on one side only, and few others', () => {
    const missing = ids.filter((_, index) => index % 500 === 0);
    const sums = fold(
      fold(noSums(), ids),
      ids.filter((id) => !missing.includes(id)),
    );
    const suspected = ids.filter(suspects(sums));
    expect(suspected).toEqual(expect.arrayContaining(missing));
    expect(suspected.length).toBeLessThan(60);
  });

  it('keep their size', () => {
    expect(fold(noSums(), ids)).toHaveLength(noSums().length);
    expect(noSums().length).toBeLessThan(23_000);
  });
});
