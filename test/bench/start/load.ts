import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { handlerEnvironment } from './environment.ts';
import { onOneCore } from './one-core.ts';

/** One start of a process that loads one handler, and nothing else. */
export interface Load {
  /** From the process's start to the module loaded. */
  readonly ms: number;
  /** The process's own time on the core: what other programs do does not count. */
  readonly cpuMs: number;
  /** Resident, MB of 2^20 bytes. */
  readonly mb: number;
  readonly undici: boolean;
}

// Node counts performance.now() from the start of the process.
const script = `
  require(process.argv[1]);
  const ms = performance.now();
  const { user, system } = process.cpuUsage();
  const mb = process.memoryUsage.rss() / 2 ** 20;
  const undici = process.moduleLoadList.some((name) => name.includes('undici'));
  console.log(JSON.stringify({ ms, cpuMs: (user + system) / 1000, mb, undici }));
`;

const run = promisify(execFile);

export async function load(file: string): Promise<Load> {
  const [command, args] = onOneCore(['-e', script, file]);
  const { stdout } = await run(command, [...args], { env: { ...handlerEnvironment, PATH: process.env.PATH } });
  return JSON.parse(stdout) as Load;
}
