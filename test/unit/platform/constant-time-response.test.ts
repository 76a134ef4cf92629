import { describe, expect, it } from 'vitest';
import { constantTimeRefusal, constantTimeResponse } from '../../../lambdas/platform/api/constant-time-response.ts';

/** Time that passes only by sleeping. */
function aTime() {
  let now = Date.parse('2026-01-01T00:00:00.000Z');
  const sleep = async (ms: number) => {
    now += ms;
  };
  return { clock: () => new Date(now), sleep, elapsed: () => now - Date.parse('2026-01-01T00:00:00.000Z') };
}

describe('constantTimeResponse', () => {
  it.each([
    [0, 600],
    [1, 600],
    [599, 600],
    [600, 600],
    [601, 1200],
  ])('rounds work of %i ms up to %i ms', async (took, after) => {
    const time = aTime();
    expect(await constantTimeResponse(time, 600, () => time.sleep(took).then(() => 'done'))).toBe('done');
    expect(Math.abs(time.elapsed() - after)).toBeLessThanOrEqual(1);
  });

  it('takes the same time when the work fails', async () => {
    const time = aTime();
    const failing = () => time.sleep(30).then(() => Promise.reject(new Error('no')));
    await expect(constantTimeResponse(time, 600, failing)).rejects.toThrow('no');
    expect(time.elapsed()).toBe(600);
  });

  it('waits one multiple at most when the clock is set back', async () => {
    let now = 10_000;
    const slept: number[] = [];
    const time = { clock: () => new Date(now), sleep: async (ms: number) => void slept.push(ms) };
    await constantTimeResponse(time, 600, async () => {
      now = 0;
    });
    expect(slept).toEqual([599]);
  });
});

describe('constantTimeRefusal', () => {
  it('returns a success at once', async () => {
    const time = aTime();
    await constantTimeRefusal(time, 400, () => time.sleep(30));
    expect(time.elapsed()).toBe(30);
  });

  it('rounds the time of a failure up', async () => {
    const time = aTime();
    await expect(constantTimeRefusal(time, 400, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(time.elapsed()).toBe(399);
  });
});
