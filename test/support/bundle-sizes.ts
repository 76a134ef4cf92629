import { readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { bundleOf } from '../../lib/bundle.ts';

/** KB of 1,000 bytes by the number of AWS clients. The mailer and the registration's API have three, and keep to two's. */
const budgets = [
  // Mostly the OpenAPI document that health/api serves: 104 KB for 43 operations.
  { clients: 0, minified: 160, gzipped: 30 },
  { clients: 1, minified: 240, gzipped: 75 },
  { clients: 2, minified: 330, gzipped: 100 },
] as const;

export const budgetFor = (clients: number) => budgets[Math.min(clients, 2) as 0 | 1 | 2];

export const bundleFile = (entry: string): string => path.join(bundleOf(entry), 'index.js');

// Each client's own service id, which it signs and logs with, and which nothing else in a bundle says.
const serviceIds = ['DynamoDB', 'Cognito Identity Provider', 'EventBridge', 'KMS', 'SES', 'SFN'];

const clientsIn = (code: string): number =>
  serviceIds.filter((id) => new RegExp(`serviceId:[^,]*["'\`]${id}["'\`]`).test(code)).length;

export interface BundleSizes {
  readonly clients: number;
  /** KB. */
  readonly minified: number;
  readonly gzipped: number;
}

export function sizesOf(entry: string): BundleSizes {
  const code = readFileSync(bundleFile(entry));
  const clients = clientsIn(code.toString());
  return { clients, minified: code.length / 1000, gzipped: gzipSync(code, { level: 9 }).length / 1000 };
}
