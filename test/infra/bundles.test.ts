import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { environmentNames } from '../../contracts/environment.ts';
import { bundleOf } from '../../lib/bundle.ts';
import { entries, functions } from '../../lib/functions.ts';

const run = promisify(execFile);
const fileOf = (entry: string): string => path.join(bundleOf(entry), 'index.js');

/** KB of 1,000 bytes by the number of AWS clients. The mailer and the registration's API have three, and keep to two's. */
const budgets = [
  // Mostly the OpenAPI document that health/api serves.
  { clients: 0, minified: 120, gzipped: 25 },
  { clients: 1, minified: 240, gzipped: 75 },
  { clients: 2, minified: 330, gzipped: 100 },
] as const;

// Each client's own service id, which it signs and logs with, and which nothing else in a bundle says.
const serviceIds = ['DynamoDB', 'Cognito Identity Provider', 'EventBridge', 'KMS', 'SES', 'SFN'];

const clientsIn = (code: string): number =>
  serviceIds.filter((id) => new RegExp(`serviceId:[^,]*["'\`]${id}["'\`]`).test(code)).length;

function sizesOf(entry: string) {
  const code = readFileSync(fileOf(entry));
  const clients = clientsIn(code.toString());
  return { clients, minified: code.length / 1000, gzipped: gzipSync(code, { level: 9 }).length / 1000 };
}

// In a process of its own, as Lambda starts it: what it exports, and the modules that Node has loaded by then.
const script = `
  const { handler } = require(process.argv[1]);
  console.log(typeof handler, process.moduleLoadList.join());
`;

async function start(entry: string): Promise<string> {
  const variables = Object.fromEntries(environmentNames.map((name) => [name, 'eu-central-1_test']));
  const env = { ...variables, AWS_REGION: 'eu-central-1' };
  const { stdout } = await run(process.execPath, ['-e', script, fileOf(entry)], { env });
  return stdout;
}

describe.each(entries)('bundle %s', (entry) => {
  it('keeps within the budget for its AWS clients', () => {
    const { clients, minified, gzipped } = sizesOf(entry);
    const budget = budgets[Math.min(clients, 2) as 0 | 1 | 2];

    expect(minified).toBeLessThanOrEqual(budget.minified);
    expect(gzipped).toBeLessThanOrEqual(budget.gzipped);
  });

  it('starts, and without undici, which costs 28 ms', async () => {
    const started = await start(entry);

    expect(started).toMatch(/^function NativeModule|^function Internal/);
    expect(started).not.toContain('undici');
  });
});

describe('bundles', () => {
  it('know the stage where they write metrics, and only there', () => {
    const writing = entries.filter((entry) => readFileSync(fileOf(entry), 'utf8').includes('CloudWatchMetrics'));
    const told = Object.values(functions).filter((spec) => (spec.environment as readonly string[]).includes('STAGE'));

    expect(told.map(({ entry }) => entry).sort()).toEqual([...writing].sort());
  });

  it('are told apart by their clients, so that the budgets mean something', () => {
    expect(sizesOf('logging/log-event').clients).toBe(0);
    expect(sizesOf('audit/api').clients).toBe(1);
    expect(sizesOf('registration/create-user').clients).toBe(2);
    expect(sizesOf('mail/send-mail').clients).toBe(3);
  });
});
