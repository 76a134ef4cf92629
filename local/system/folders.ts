import { accessSync, constants, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { CommandError } from '../command-error.ts';

/** The checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** What `npm ci` installs: the first place where this Node, cdk and the handlers' Node are looked for. */
export const binaries = path.join(root, 'node_modules', '.bin');

/** The emulator's virtual environment: one for each checkout, shared by `npm start` and the tests. */
export const pythonFolder = path.join(root, '.rollcall', 'venv');

/** The files and folders of one local system. */
export interface Folders {
  readonly home: string;
  /** The emulator's persistent state. */
  readonly state: string;
  /** The emulator's scratch files: the handlers' code, unpacked. */
  readonly scratch: string;
  /** The synthesized stacks. */
  readonly assembly: string;
  readonly outputs: string;
  readonly admin: string;
  /** Which process is the emulator. */
  readonly running: string;
  readonly emulatorLog: string;
  readonly deploymentLog: string;
  readonly pythonLog: string;
}

/** The folders that do not exist, outermost first. */
function missingFolders(folder: string): readonly string[] {
  return existsSync(folder) ? [] : [...missingFolders(path.dirname(folder)), folder];
}

/** Creates a folder with its parents. Refuses one that this user cannot write, in one sentence. */
function createFolder(folder: string): void {
  try {
    // One by one: below /proc, Node's own `recursive` never ends.
    for (const missing of missingFolders(folder)) mkdirSync(missing);
    accessSync(`${folder}/.`, constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    throw new CommandError(
      `The folder ${folder} cannot be written (${code}); correct its permissions, or choose another folder with ROLLCALL_HOME.`,
    );
  }
}

/** The folders below `home`, which is created where it is missing. */
export function foldersAt(home: string): Folders {
  createFolder(home);
  const below = (name: string) => path.join(home, name);
  return {
    home,
    state: below('state'),
    scratch: below('scratch'),
    assembly: below('cdk.out'),
    outputs: below('outputs.json'),
    admin: below('admin.json'),
    running: below('running.json'),
    emulatorLog: below('emulator.log'),
    deploymentLog: below('deployment.log'),
    pythonLog: below('python.log'),
  };
}

/** The system of this checkout, or of another folder where ROLLCALL_HOME names one: two then run side by side. */
export const homeFolders = (environment: NodeJS.ProcessEnv = process.env): Folders =>
  foldersAt(path.resolve(environment.ROLLCALL_HOME || path.join(root, '.rollcall')));

/** A path as the user would type it. */
export const shown = (file: string): string => path.relative(process.cwd(), file) || '.';
