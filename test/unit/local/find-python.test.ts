import { describe, expect, it } from 'vitest';
import { isRecentEnough, refusePythons } from '../../../local/emulator/find-python.ts';

describe('the Python for the emulator', () => {
  it.each(['3.10.0', '3.11.7', '3.14.0', '4.0.0'])('may be %s', (version) => {
    expect(isRecentEnough(version)).toBe(true);
  });

  it.each(['2.7.18', '3.6.15', '3.9.18'])('may not be %s', (version) => {
    expect(isRecentEnough(version)).toBe(false);
  });

  it('is asked for where there is none', () => {
    expect(refusePythons([]).message).toMatch(/^There is no python3 .* install Python 3\.10 or newer/);
  });

  it('is asked for where the one that is there is too old', () => {
    const old = { command: 'python3', version: '3.9.2', makesEnvironments: true };
    expect(refusePythons([old]).message).toMatch(/^python3 is 3\.9\.2, which is too old; install/);
  });

  it('needs its venv module, which Debian ships apart', () => {
    const bare = { command: 'python3', version: '3.11.2', makesEnvironments: false };
    expect(refusePythons([bare]).message).toContain('sudo apt install python3-venv');
  });
});
