/** us-east-1, list prices without free tiers and discounts, as AWS's pricing pages had them on PRICES_OF. */
export const PRICES_OF = '2025-11-01';

/** USD for one. */
export const prices = {
  /** aws.amazon.com/step-functions/pricing: Standard, 25 a million. A transition is a state that is executed. */
  transition: 25e-6,
  /** aws.amazon.com/lambda/pricing: 0.20 a million, on arm64 as well. */
  lambdaCall: 0.2e-6,
  /** arm64, the first 7.5 thousand million GB-s of a month. */
  lambdaGbSecond: 0.0000133334,
  /** aws.amazon.com/eventbridge/pricing: custom events, 1.00 a million of up to 64 KB. */
  event: 1e-6,
  /** A rule's delivery to a queue of the same account. */
  ruleDelivery: 0,
  /** aws.amazon.com/sqs/pricing: standard queues, 0.40 a million. */
  queueRequest: 0.4e-6,
  /** aws.amazon.com/dynamodb/pricing/on-demand: 0.625 a million units of 1 KB; a transaction takes two. */
  writeUnit: 0.625e-6,
  /** 0.125 a million units of 4 KB; an eventually consistent read takes half of one. */
  readUnit: 0.125e-6,
  /** GetRecords by a Lambda trigger. */
  streamRead: 0,
  /** aws.amazon.com/api-gateway/pricing: HTTP APIs, 1.00 a million of up to 512 KB. */
  httpRequest: 1e-6,
  /** aws.amazon.com/cloudwatch/pricing: standard logs, 0.50 a GB taken in. */
  logByte: 0.5 / 1e9,
} as const;
export type Priced = keyof typeof prices;

/** How many of each a registration takes. */
export type Usage = Readonly<Record<Priced, number>>;
