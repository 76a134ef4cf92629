import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { CommandError } from '../command-error.ts';

const execute = promisify(execFile);

export const OLDEST_PYTHON = '3.10';
const OLDEST = [3, 10] as const;

/** A Python on this machine. */
export interface Python {
  readonly command: string;
  readonly version: string;
  /** Whether it can make virtual environments; Debian ships that apart, as python3-venv. */
  readonly makesEnvironments: boolean;
}

const candidates = ['python3', 'python3.14', 'python3.13', 'python3.12', 'python3.11', 'python3.10', 'python'];

const probe = `
import importlib.util as u, platform
print(platform.python_version(), all(u.find_spec(m) for m in ('venv', 'ensurepip')))
`;

/** What `command` says of itself; undefined when it is no Python 3. */
async function ask(command: string): Promise<Python | undefined> {
  try {
    const { stdout } = await execute(command, ['-c', probe], { timeout: 10_000 });
    const [version = '', makesEnvironments] = stdout.trim().split(' ');
    return { command, version, makesEnvironments: makesEnvironments === 'True' };
  } catch {
    return undefined;
  }
}

export function isRecentEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major === OLDEST[0] ? minor >= OLDEST[1] : major > OLDEST[0];
}

/** The sentence for a machine on which no Python will do. */
export function refusePythons(found: readonly Python[]): CommandError {
  const recent = found.find(({ version }) => isRecentEnough(version));
  if (recent !== undefined) {
    return new CommandError(
      `${recent.command} ${recent.version} cannot make virtual environments; install its venv module (Debian, Ubuntu: sudo apt install python3-venv) and try again.`,
    );
  }
  const old = found[0];
  const problem =
    old === undefined ? 'There is no python3 on this machine' : `${old.command} is ${old.version}, which is too old`;
  return new CommandError(
    `${problem}; install Python ${OLDEST_PYTHON} or newer (Debian, Ubuntu: sudo apt install python3 python3-venv; macOS: brew install python) and try again.`,
  );
}

/** The first Python that is recent enough and can make virtual environments. */
export async function findPython(): Promise<Python> {
  const found = (await Promise.all(candidates.map(ask))).filter((python) => python !== undefined);
  const fit = found.find(({ version, makesEnvironments }) => isRecentEnough(version) && makesEnvironments);
  if (fit === undefined) throw refusePythons(found);
  return fit;
}
