import { describe, expect, it } from 'vitest';
import { isRecentEnough, refusePythons } from '../../../local/emulator/find-python.ts';

describe('the search for a Python', () => {
  it.each(['3.10.0', '3.11.7', '3.14.0', '4.0.0'])('accepts %s', (version) => {
    expect(isRecentEnough(version)).toBe(true);
  });

  it.each(['2.7.18', '3.6.15', '3.9.18'])('refuses %s', (version) => {
    expect(isRecentEnough(version)).toBe(false);
  });

  it('names the remedy where there is none', () => {
    expect(refusePythons([]).message).toMatch(/^There is no python3 .* install Python 3\.10 or newer/);
  });

  it('names the remedy where every Python is too old', () => {
    const old = { command: 'python3', version: '3.9.2', makesEnvironments: true };
    expect(refusePythons([old]).message).toMatch(/^python3 is 3\.9\.2, which is too old; install/);
  });

  it('names the venv module, which Debian ships separately, where it is missing', () => {
    const bare = { command: 'python3', version: '3.11.2', makesEnvironments: false };
    expect(refusePythons([bare]).message).toContain('sudo apt install python3-venv');
  });
});
