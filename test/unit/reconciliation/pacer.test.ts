import { describe, expect, it } from 'vitest';
import { pacer } from '../../../lambdas/platform/pacer.ts';

/** Time that only sleep advances. */
function virtualTime() {
  let now = 0;
  const sleep = async (ms: number) => {
    now += ms;
  };
  return { now: () => now, sleep };
}

describe('pacer', () => {
  it('permits at most 60 calls in any second', async () => {
    const time = virtualTime();
    const pace = pacer(60, time);
    const calls: number[] = [];
    for (let call = 0; call < 600; call += 1) {
      await pace();
      calls.push(time.now());
    }
    const busiest = Math.max(...calls.map((from) => calls.filter((at) => at >= from && at < from + 999).length));
    expect(busiest).toBeLessThanOrEqual(60);
    expect(time.now()).toBeGreaterThan(9_900);
  });

  it('does not delay a slow caller, and saves no calls up for later', async () => {
    const time = virtualTime();
    const pace = pacer(60, time);
    await pace();
    await time.sleep(5_000);
    await pace();
    expect(time.now()).toBe(5_000);
    await pace();
    expect(time.now()).toBeCloseTo(5_016.7, 0);
  });
});
