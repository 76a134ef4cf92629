import { type ChildProcess, spawn } from 'node:child_process';
import path from 'node:path';
import { root } from '../../local/system/folders.ts';

/** A program that has ended. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that runs. */
export interface Running {
  readonly child: ChildProcess;
  /** What it has printed so far. */
  output(): string;
  readonly ended: Promise<Ended>;
}

type Environment = Readonly<Record<string, string>>;

function start(program: string, args: readonly string[], environment: Environment): Running {
  const child = spawn(program, [...args], {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Its own group, so that a signal reaches what npm runs, as Ctrl-C does.
    detached: true,
  });
  const printed = { stdout: '', stderr: '' };
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      printed[stream] += text;
    });
  }
  const ended = new Promise<Ended>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, ...printed }));
  });
  return { child, ended, output: () => printed.stdout + printed.stderr };
}

/** Starts `rollcall` of this checkout. */
export const startRollcall = (args: readonly string[], environment: Environment): Running =>
  start(path.join(root, 'local', 'rollcall.mjs'), args, environment);

export const runRollcall = (args: readonly string[], environment: Environment): Promise<Ended> =>
  startRollcall(args, environment).ended;

/** Starts an npm script of this checkout, as a user would, with its arguments behind `--`. */
export const startNpm = (script: string, args: readonly string[], environment: Environment): Running =>
  start('npm', ['run', '--silent', script, '--', ...args], environment);

export const runNpm = (script: string, args: readonly string[], environment: Environment): Promise<Ended> =>
  startNpm(script, args, environment).ended;

/** Runs an npm script without `--`, so that npm takes the flags for its own. */
export const runNpmWithoutDashes = (script: string, args: readonly string[], env: Environment): Promise<Ended> =>
  start('npm', ['run', '--silent', script, ...args], env).ended;

/** Ctrl-C. */
export function interrupt({ child }: Running): void {
  if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, 'SIGINT');
}
