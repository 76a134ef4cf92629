import { describe, expect, it } from 'vitest';
import { accountLimit, ipLimit, secondsBlocked } from '../../../lambdas/domain/throttles/rules.ts';

const now = new Date('2026-11-22T10:00:00.000Z');
const failed = (failures: number, secondsAgo: number) => ({
  pk: 'ACCOUNT#ann@example.com',
  failures,
  lastFailedAt: new Date(now.getTime() - secondsAgo * 1000).toISOString(),
  windowEndsAt: '2026-11-22T10:10:00.000Z',
});

describe('a throttle', () => {
  it('counts from the last failure, and begins seconds that are not over', () => {
    expect(secondsBlocked(failed(8, 0), accountLimit, now)).toBe(8);
    expect(secondsBlocked(failed(8, 0.5), accountLimit, now)).toBe(8);
    expect(secondsBlocked(failed(8, 7.5), accountLimit, now)).toBe(1);
    expect(secondsBlocked(failed(8, 8), accountLimit, now)).toBe(0);
  });

  // Another attempt began after this one looked at the clock, and failed before this one read.
  it.each([accountLimit, ipLimit])(
    'does not block before %j failures, also when the last one is a moment ahead',
    (limit) => {
      for (const ahead of [0.001, 0.4, 300]) {
        expect(secondsBlocked(failed(limit.free - 1, -ahead), limit, now)).toBe(0);
      }
    },
  );

  it('causes no longer wait when another clock is five minutes fast', () => {
    expect(secondsBlocked(failed(6, -300), accountLimit, now)).toBe(2);
  });
});
