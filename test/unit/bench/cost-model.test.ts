import { expect, it } from 'vitest';
import { costs, orchestrationCost, wholeCost } from '../../bench/cost/cost-model.ts';
import type { Usage } from '../../bench/cost/prices.ts';

const usage: Usage = {
  transition: 8,
  lambdaCall: 20,
  lambdaGbSecond: 0.5,
  event: 7,
  ruleDelivery: 15,
  queueRequest: 45,
  writeUnit: 80,
  readUnit: 10,
  streamRead: 4,
  httpRequest: 1,
  logByte: 30_000,
};

it('the cost model prices a million registrations', () => {
  expect(costs(usage)).toMatchObject({ transition: 200, lambdaCall: 4, event: 7, queueRequest: 18, writeUnit: 50 });
});

it('one more state transition costs 25 dollars a million registrations', () => {
  const longer = { ...usage, transition: usage.transition + 1 };
  expect(orchestrationCost(longer) - orchestrationCost(usage)).toBeCloseTo(25);
});

it('waiting in a function costs compute', () => {
  const slower = { ...usage, lambdaGbSecond: usage.lambdaGbSecond + 1 };
  expect(orchestrationCost(slower) - orchestrationCost(usage)).toBeCloseTo(13.33);
});

it('events, queues and tables count in the total, and not in orchestration and compute', () => {
  const more = { ...usage, writeUnit: usage.writeUnit + 16, queueRequest: usage.queueRequest + 25 };
  expect(orchestrationCost(more)).toBe(orchestrationCost(usage));
  expect(wholeCost(more) - wholeCost(usage)).toBeCloseTo(20);
});
