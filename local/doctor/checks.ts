import { existsSync, statSync } from 'node:fs';
import { clientsFor, emulatorAt } from '../clients.ts';
import { CommandError } from '../command/command-error.ts';
import { fingerprint } from '../deployment/fingerprint.ts';
import { readDeployed } from '../deployment/stacks.ts';
import { findPython } from '../emulator/find-python.ts';
import { isHealthy } from '../emulator/health.ts';
import { isPortFree } from '../emulator/port.ts';
import { isPythonReady } from '../emulator/python-environment.ts';
import { binaries, type Folders, shown } from '../folders.ts';
import { findRunning } from '../running.ts';
import { readAdminAccount } from '../seed/admin-account.ts';
import type { LocalSettings } from '../settings.ts';

/** `bad` keeps Rollcall from starting; `later` is what `npm start` does by itself. */
export interface Finding {
  readonly kind: 'good' | 'later' | 'bad';
  readonly text: string;
}

const good = (text: string): Finding => ({ kind: 'good', text });
const later = (text: string): Finding => ({ kind: 'later', text });
const bad = (text: string): Finding => ({ kind: 'bad', text });

const OLDEST_NODE = 24;

function checkNode(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= OLDEST_NODE && existsSync(binaries)) return good(`Node ${process.versions.node}`);
  return bad(
    `Node ${process.versions.node} runs this; install what package-lock.json pins with \`npm ci\`, and use npm's scripts.`,
  );
}

async function checkPython(): Promise<Finding> {
  try {
    const { command, version } = await findPython();
    return good(`${command} ${version}, with venv`);
  } catch (error) {
    if (error instanceof CommandError) return bad(error.message);
    throw error;
  }
}

const checkEnvironment = (): Finding =>
  isPythonReady()
    ? good("The emulator's virtual environment is made")
    : later("The emulator's virtual environment is not made yet; `npm start` makes it, from a Python package index.");

async function checkEmulator({ external, endpoint, port }: LocalSettings, { running }: Folders): Promise<Finding> {
  if (await isHealthy(endpoint)) {
    const ours = external || (await findRunning(running)) !== undefined;
    return ours
      ? good(`The emulator answers at ${endpoint}`)
      : bad(`An emulator that is not ours holds port ${port}; end it, or set ROLLCALL_PORT.`);
  }
  if (external) return bad(`No emulator answers at ${endpoint}; start it, or unset ROLLCALL_ENDPOINT.`);
  if (await isPortFree(port)) return later(`Nothing runs on port ${port}; \`npm start\` starts the emulator there.`);
  return bad(`Port ${port} is taken by another program; end that one, or set ROLLCALL_PORT to another port.`);
}

async function checkDeployment({ endpoint, externalIssuers }: LocalSettings): Promise<Finding> {
  if (!(await isHealthy(endpoint))) return later('What is deployed shows when the emulator runs.');
  const { fingerprint: deployed } = await readDeployed(clientsFor(emulatorAt(endpoint)).stacks, 'local');
  if (deployed === undefined) return later('The stacks are not deployed; `npm start` deploys them.');
  return deployed === fingerprint({ endpoint, externalIssuers })
    ? good('The stacks are deployed from these sources')
    : later('The stacks are deployed from other sources; start again with `npm start` to deploy these.');
}

const OTHERS = 0o077;

function checkAdmin({ admin }: Folders): Finding {
  const account = readAdminAccount(admin);
  if (account === undefined) return later('There is no admin yet; `npm start` makes one.');
  if (statSync(admin).mode & OTHERS)
    return bad(`Others can read the password in ${shown(admin)}; run chmod 600 on it.`);
  return good(`The admin is ${account.email}; her password is in ${shown(admin)}`);
}

/** Everything that `npm start` needs, in the order in which it needs it. */
export const examine = (settings: LocalSettings, folders: Folders): Promise<readonly Finding[]> =>
  Promise.all([
    checkNode(),
    checkPython(),
    checkEnvironment(),
    checkEmulator(settings, folders),
    checkDeployment(settings),
    checkAdmin(folders),
  ]);
