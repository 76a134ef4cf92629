import { describe, expect, it } from 'vitest';
import { violationsOf } from '../support/simulation/invariants/invariants.ts';
import { live } from '../support/simulation/life.ts';
import { regressions } from '../support/simulation/regressions.ts';

describe('rollcall', () => {
  it.each(Object.entries(regressions))('%s', async (_, life) => {
    expect((await live(life, violationsOf)).violations).toEqual([]);
  });
});
