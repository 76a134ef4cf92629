import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout. */
export const root = fileURLToPath(new URL('..', import.meta.url));

/** What `npm ci` brought: the first place where this Node, cdk and the handlers' Node are looked for. */
export const binaries = path.join(root, 'node_modules', '.bin');

/** The emulator's virtual environment: one a checkout, shared by `npm start` and the tests. */
export const pythonFolder = path.join(root, '.rollcall', 'venv');

/** Where one running system keeps its things. */
export interface Folders {
  readonly home: string;
  /** What the emulator remembers. */
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

/** The folders below `home`, made where they are missing. */
export function foldersAt(home: string): Folders {
  mkdirSync(home, { recursive: true });
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
  foldersAt(path.resolve(environment.ROLLCALL_HOME ?? path.join(root, '.rollcall')));

/** As a person would type it. */
export const shown = (file: string): string => path.relative(process.cwd(), file) || '.';
