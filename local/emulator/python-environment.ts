import { existsSync, readFileSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandError } from '../command-error.ts';
import { runChild } from '../system/child.ts';
import { pythonFolder, shown } from '../system/folders.ts';
import { findPython } from './find-python.ts';
import { isAlive } from './process-group.ts';

const requirements = fileURLToPath(new URL('requirements.txt', import.meta.url));
const pins = (): string => readFileSync(requirements, 'utf8');

/** The pins that an environment was made from; written last, so an interrupted installation has none. */
const pinsFile = (folder: string): string => path.join(folder, 'made-from.txt');

const pythonIn = (folder: string): string => path.join(folder, 'bin', 'python');

/** Whether the environment is there and made from today's pins. */
export const isPythonReady = (folder = pythonFolder): boolean =>
  existsSync(pythonIn(folder)) && existsSync(pinsFile(folder)) && readFileSync(pinsFile(folder), 'utf8') === pins();

interface Installation {
  readonly log: string;
  readonly signal?: AbortSignal | undefined;
}

async function runPython(
  remedy: string,
  args: readonly string[],
  python: string,
  installation: Installation,
): Promise<void> {
  const code = await runChild({ command: python, args, ...installation });
  if (code !== 0) throw new CommandError(`${remedy} (the log is ${shown(installation.log)}).`);
}

async function make(folder: string, installation: Installation): Promise<void> {
  const { command } = await findPython();
  const noEnvironment = `${command} could not make a virtual environment; install its venv module (Debian, Ubuntu: sudo apt install python3-venv) and try again`;
  const noPackages =
    'pip could not install the emulator; check that this machine reaches PyPI (or the index that pip is set to), and try again';
  await runPython(noEnvironment, ['-m', 'venv', folder], command, installation);
  const pip = ['-m', 'pip', 'install', '--disable-pip-version-check', '--no-input', '--requirement', requirements];
  await runPython(noPackages, pip, pythonIn(folder), installation);
  await writeFile(pinsFile(folder), pins());
}

/** Removes what interrupted installations left: folders of processes that have ended. */
async function removeOrphans(beside: string): Promise<void> {
  const unfinished = (await readdir(path.dirname(beside))).filter((name) =>
    name.startsWith(`${path.basename(beside)}-`),
  );
  const orphans = unfinished.filter((name) => !isAlive(Number(name.split('-').at(-1))));
  await Promise.all(orphans.map((name) => rm(path.join(path.dirname(beside), name), { recursive: true, force: true })));
}

/**
 * The Python that runs the emulator, made when it is missing or its pins have changed. It is made
 * aside and moved into place whole: `npm start` and `npm test` may do this at the same time.
 */
export async function pythonEnvironment(installation: Installation, folder = pythonFolder): Promise<string> {
  if (isPythonReady(folder)) return pythonIn(folder);
  await mkdir(path.dirname(folder), { recursive: true });
  await removeOrphans(folder);
  const unfinished = `${folder}-${process.pid}`;
  try {
    await make(unfinished, installation);
    if (!isPythonReady(folder)) {
      await rm(folder, { recursive: true, force: true });
      await rename(unfinished, folder);
    }
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
  return pythonIn(folder);
}
