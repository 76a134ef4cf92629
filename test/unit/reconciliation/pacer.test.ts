import { describe, expect, it } from 'vitest';
import { pacer } from '../../../lambdas/platform/pacer.ts';

/** Time that passes by sleeping only. */
function virtualTime() {
  let now = 0;
  const sleep = async (ms: number) => {
    now += ms;
  };
  return { now: () => now, sleep };
}

describe('the pace of calls to the pool', () => {
  it('is at most 60 in any second, however fast the pool answers', async () => {
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

  it('keeps nobody waiting who is slow anyway, and saves nothing up for later', async () => {
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
