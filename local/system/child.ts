import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';

export interface Child {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  readonly env?: NodeJS.ProcessEnv;
  /** A file that gets both outputs, at its end; without one, they go to the terminal. */
  readonly log?: string;
  /** Sends both outputs to standard error. */
  readonly toStderr?: boolean;
  /** Ends the child with SIGTERM. */
  readonly signal?: AbortSignal | undefined;
}

/** Runs a program to its end; answers its exit code, 127 when there is no such program. Throws AbortError. */
export async function runChild({ command, args, cwd, env, log, toStderr, signal }: Child): Promise<number> {
  signal?.throwIfAborted();
  const output = log === undefined ? (toStderr ? 2 : 'inherit') : openSync(log, 'a');
  try {
    return await new Promise((resolve, reject) => {
      const child = spawn(command, [...args], { cwd, env, signal, stdio: ['ignore', output, output] });
      child.on('error', (error) => {
        if ('code' in error && error.code === 'ENOENT') resolve(127);
        else if (error.name !== 'AbortError') reject(error);
      });
      child.on('close', (code) => (signal?.aborted ? reject(abortOf(signal)) : resolve(code ?? 1)));
    });
  } finally {
    if (log !== undefined) closeSync(output as number);
  }
}

const abortOf = (signal: AbortSignal): Error => signal.reason as Error;
