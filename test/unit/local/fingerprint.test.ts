import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fingerprint } from '../../../local/system/fingerprint.ts';

describe('fingerprint', () => {
  let base: string;
  const of = (endpoint = 'http://127.0.0.1:4566', externalIssuers = '[]') =>
    fingerprint({ endpoint, externalIssuers }, base, ['lib', 'cdk.json']);
  const write = (name: string, text: string) => writeFileSync(path.join(base, name), text);

  beforeEach(() => {
    base = mkdtempSync(path.join(tmpdir(), 'rollcall-fingerprint-'));
    mkdirSync(path.join(base, 'lib', 'stacks'), { recursive: true });
    write('lib/stacks/app.ts', 'one');
    write('cdk.json', '{}');
  });
  afterEach(() => rmSync(base, { recursive: true }));

  it('stays the same when a file is written again as it was', () => {
    const before = of();
    write('lib/stacks/app.ts', 'one');
    expect(of()).toBe(before);
  });

  it('changes when a file is changed, added or renamed', () => {
    const prints = [of()];
    write('lib/stacks/app.ts', 'two');
    prints.push(of());
    write('lib/more.ts', '');
    prints.push(of());
    rmSync(path.join(base, 'lib/more.ts'));
    write('lib/other.ts', '');
    prints.push(of());
    expect(new Set(prints).size).toBe(4);
  });

  it('ignores files outside of the sources', () => {
    const before = of();
    write('README.md', 'text');
    expect(of()).toBe(before);
  });

  it('changes with the address that the system is deployed to', () => {
    expect(of('http://127.0.0.1:4567')).not.toBe(of());
  });

  it('changes with the external issuers', () => {
    expect(of(undefined, '[{}]')).not.toBe(of());
  });
});
