import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { foldersAt } from '../../../local/system/folders.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

it('foldersAt creates the home folder with its parents', () => {
  const home = path.join(temporaryFolder(), 'a', 'b');
  foldersAt(home);
  expect(existsSync(home)).toBe(true);
});

it('foldersAt refuses a home that is a file, in one sentence', () => {
  const file = path.join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  expect(() => foldersAt(file)).toThrow(`The folder ${file} cannot be written (ENOTDIR); `);
});

it('foldersAt refuses a home below a file', () => {
  const file = path.join(temporaryFolder(), 'file');
  writeFileSync(file, '');
  expect(() => foldersAt(path.join(file, 'home'))).toThrow(/cannot be written \(ENOTDIR\); .*ROLLCALL_HOME/);
});

// Node's recursive mkdir never ends there.
it.runIf(existsSync('/proc/self'))('foldersAt refuses a home below /proc', () => {
  expect(() => foldersAt('/proc/rollcall/home')).toThrow(/^The folder \/proc\/rollcall\/home cannot be written \(/);
});
