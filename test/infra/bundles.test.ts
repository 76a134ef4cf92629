import { execFile } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { environmentNames, environments } from '../../contracts/internal/environment.ts';
import { entries } from '../../lib/functions/index.ts';
import { budgetFor, bundleFile, sizesOf } from '../support/bundle-sizes.ts';

const run = promisify(execFile);
// In a process of its own, as on Lambda: prints what it exports, and the modules that Node has loaded.
const script = `
  const { handler } = require(process.argv[1]);
  console.log(typeof handler, process.moduleLoadList.join());
`;

const codeOf = (entry: string): string => readFileSync(bundleFile(entry), 'utf8');

async function start(entry: string): Promise<string> {
  const variables = Object.fromEntries(environmentNames.map((name) => [name, 'eu-central-1_test']));
  const env = { ...variables, AWS_REGION: 'eu-central-1', EXTERNAL_ISSUERS: '[]' };
  const { stdout } = await run(process.execPath, ['-e', script, bundleFile(entry)], { env });
  return stdout;
}

describe.each(entries)('bundle %s', (entry) => {
  it('is within the size budget for its AWS clients', () => {
    const { clients, minified, gzipped } = sizesOf(entry);
    const budget = budgetFor(clients);

    expect(minified).toBeLessThanOrEqual(budget.minified);
    expect(gzipped).toBeLessThanOrEqual(budget.gzipped);
  });

  it('starts without undici, which costs 28 ms, and without modules that only traces need', async () => {
    const started = await start(entry);

    expect(started).toMatch(/^function NativeModule|^function Internal/);
    expect(started).not.toContain('undici');
    expect(started).not.toContain('dgram');
  });
});

describe('bundles', () => {
  it('have the variable STAGE if and only if they write metrics', () => {
    const measuring = entries.filter((entry) => codeOf(entry).includes('CloudWatchMetrics'));
    const staged = entries.filter((entry) => (environments[entry] as readonly string[]).includes('STAGE'));

    expect([...staged].sort()).toEqual([...measuring].sort());
  });

  it('contain no error classes of services', () => {
    const code = codeOf('registration/api');

    // Of DynamoDB, Cognito and Step Functions; the code compares the name `TransactionCanceledException`.
    for (const name of ['BackupInUseException', 'CodeMismatchException', 'StateMachineTypeNotSupported']) {
      expect(code).not.toContain(name);
    }
    expect(code).toContain('TransactionCanceledException');
  });

  it('contain the stubs and not the modules that they replace', () => {
    const code = codeOf('registration/api');

    expect(code).toContain('lib/stubs/never-called.ts');
    // SHA-256's first constant, the address of an instance's region, a file of profiles.
    for (const left of ['1116352408', '/latest/meta-data/placement/region', 'AWS_SHARED_CREDENTIALS_FILE']) {
      expect(code).not.toContain(left);
    }
  });

  it('contain no schema that the handler does not use', () => {
    // The pattern of a problem's type, which only tests check.
    expect(codeOf('audit/api')).not.toContain('urn:rollcall:problem:[a-z_]+');
  });

  it('have the number of AWS clients that their budget assumes', () => {
    expect(sizesOf('logging/log-event').clients).toBe(0);
    expect(sizesOf('audit/api').clients).toBe(1);
    expect(sizesOf('registration/create-user').clients).toBe(2);
    expect(sizesOf('mail/send-mail').clients).toBe(3);
  });
});
