import { type Priced, prices, type Usage } from './prices.ts';

/** What the target is about; the rest is reported as well. */
const orchestrationAndCompute: readonly Priced[] = ['transition', 'lambdaCall', 'lambdaGbSecond'];

const MILLION = 1e6;

/** USD of a million registrations, by what is paid for. */
export const costs = (usage: Usage): Readonly<Record<Priced, number>> =>
  Object.fromEntries(
    (Object.keys(prices) as Priced[]).map((what) => [what, usage[what] * prices[what] * MILLION]),
  ) as Record<Priced, number>;

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Step Functions and Lambda, consumers and publisher with them. */
export const orchestrationCost = (usage: Usage): number => {
  const each = costs(usage);
  return sum(orchestrationAndCompute.map((what) => each[what]));
};

/** All that the model knows: Cognito and SES are apart. */
export const wholeCost = (usage: Usage): number => sum(Object.values(costs(usage)));
