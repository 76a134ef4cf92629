import { outputs } from './system.ts';

/** What no answer may show of the inside: names of resources, AWS's own words, traces of our code. */
const inside: readonly RegExp[] = [
  /arn:/,
  /\bamazonaws\b/,
  /\bCognito|\bDynamo|\bLambda\b|\bSES\b/,
  /injected by the fault proxy/,
  /\n\s+at .+:\d+/,
  /node_modules|\.lambda\.|index\.js/,
  /(127\.0\.0\.1|localhost):\d{4,}/,
];

/** Fails when an answer has internal details. */
export function expectNothingInside(who: string, text: string): void {
  const names = [...Object.values(outputs.tables), ...Object.values(outputs.queues), outputs.userPoolId];
  const shown = [...names, ...inside].find((sign) => text.search(sign) >= 0);
  if (shown === undefined) return;
  const place = Math.max(0, text.search(shown) - 100);
  throw new Error(`${who} shows ${shown}: ...${text.slice(place, place + 300)}...`);
}
