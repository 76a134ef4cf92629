import { existsSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { foldersAt } from '../../../local/system/folders.ts';
import { runNpmWithoutDashes, runRollcall } from '../../support/command.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('rollcall reset', () => {
  it('refuses to delete without a terminal and without --yes, with exit code 2, and names the folder', async () => {
    const environment = { ROLLCALL_HOME: temporaryFolder() };
    const { code, stderr } = await runRollcall(['reset'], environment);
    expect(code).toBe(2);
    expect(stderr).toContain(environment.ROLLCALL_HOME);
    expect(stderr).toContain('--yes');
  });

  it('deletes the state with --yes', async () => {
    const ROLLCALL_HOME = temporaryFolder();
    const { outputs } = foldersAt(ROLLCALL_HOME);
    writeFileSync(outputs, '{}');
    const { code, stderr } = await runRollcall(['reset', '--yes'], { ROLLCALL_HOME });
    expect(code, stderr).toBe(0);
    expect(existsSync(outputs)).toBe(false);
  });
});

describe('npm run', () => {
  it('register without -- is refused with the hint to use --, with exit code 2', async () => {
    const { code, stderr } = await runNpmWithoutDashes('register', ['--email', 'ann@example.com'], {});
    expect(code).toBe(2);
    expect(stderr).toMatch(/put -- before the flags/);
  });
});
