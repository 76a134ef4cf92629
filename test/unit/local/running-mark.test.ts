import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findRunning } from '../../../local/system/running-mark.ts';

// Nothing listens on port 9 of the loopback interface.
const endpoint = 'http://127.0.0.1:9';
const NO_SUCH_PROCESS = 2 ** 22 + 1;

describe('findRunning', () => {
  let folder: string;
  const file = () => path.join(folder, 'running.json');
  const mark = (pid: number, startedAt: string) => writeFileSync(file(), JSON.stringify({ pid, endpoint, startedAt }));

  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'rollcall-running-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  it('returns the mark while its process is starting', async () => {
    mark(process.ppid, new Date().toISOString());
    expect(await findRunning(file())).toMatchObject({ pid: process.ppid });
  });

  it('returns nothing when the process of the mark has ended', async () => {
    mark(NO_SUCH_PROCESS, new Date().toISOString());
    expect(await findRunning(file())).toBeUndefined();
  });

  it('returns nothing when another program has the process id and nothing answers', async () => {
    mark(process.ppid, '2026-01-01T00:00:00.000Z');
    expect(await findRunning(file())).toBeUndefined();
  });

  it('returns nothing for a missing or broken mark', async () => {
    expect(await findRunning(file())).toBeUndefined();
    writeFileSync(file(), '{');
    expect(await findRunning(file())).toBeUndefined();
  });
});
