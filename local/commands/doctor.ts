import { existsSync, statSync } from 'node:fs';
import type { Command } from 'commander';
import { CommandError } from '../command-error.ts';
import { findPython } from '../emulator/find-python.ts';
import { isHealthy } from '../emulator/health.ts';
import { isPortFree } from '../emulator/port.ts';
import { isPythonReady } from '../emulator/python-environment.ts';
import { readAdminAccount } from '../system/admin-account.ts';
import { clientsFor, emulatorAt } from '../system/clients.ts';
import { fingerprint } from '../system/fingerprint.ts';
import { binaries, type Folders, homeFolders, shown } from '../system/folders.ts';
import { findRunning } from '../system/running-mark.ts';
import { type LocalSettings, readSettings } from '../system/settings.ts';
import { readDeployed } from '../system/stacks.ts';
import { done, failed, later, sayJson } from '../terminal.ts';
import { json as jsonOption } from './options.ts';

/** `wrong` prevents a start; `missing` is what `rollcall start` does by itself. */
export interface Finding {
  readonly kind: 'good' | 'missing' | 'wrong';
  readonly text: string;
}

const good = (text: string): Finding => ({ kind: 'good', text });
const missing = (text: string): Finding => ({ kind: 'missing', text });
const wrong = (text: string): Finding => ({ kind: 'wrong', text });

const MIN_NODE = 24;

function checkNode(): Finding {
  const major = Number(process.versions.node.split('.')[0]);
  if (major >= MIN_NODE && existsSync(binaries)) return good(`Node ${process.versions.node}`);
  return wrong(
    `Node ${process.versions.node} runs this; install what package-lock.json pins with \`npm ci\`, and run this as \`npx rollcall doctor\`.`,
  );
}

async function checkPython(): Promise<Finding> {
  try {
    const { command, version } = await findPython();
    return good(`${command} ${version}, with venv`);
  } catch (error) {
    if (error instanceof CommandError) return wrong(error.message);
    throw error;
  }
}

const checkEnvironment = (): Finding =>
  isPythonReady()
    ? good('The AWS emulator is installed')
    : missing(
        'The AWS emulator is not installed yet; `npx rollcall start` installs it, which needs PyPI (or the index that pip is set to) this first time.',
      );

async function checkEmulator({ external, endpoint, port }: LocalSettings, { running }: Folders): Promise<Finding> {
  if (await isHealthy(endpoint)) {
    const isOwn = external || (await findRunning(running)) !== undefined;
    return isOwn
      ? good(`The emulator answers at ${endpoint}`)
      : wrong(`Another emulator uses port ${port}; end it, or set ROLLCALL_PORT.`);
  }
  if (external) return wrong(`No emulator answers at ${endpoint}; start it, or unset ROLLCALL_ENDPOINT.`);
  if (await isPortFree(port))
    return missing(`Nothing runs on port ${port}; \`npx rollcall start\` starts the emulator there.`);
  return wrong(`Port ${port} is taken by another program; end that one, or set ROLLCALL_PORT to another port.`);
}

async function checkDeployment({ endpoint, externalIssuers }: LocalSettings): Promise<Finding> {
  if (!(await isHealthy(endpoint))) return missing('Nothing is deployed while the emulator does not run.');
  const { fingerprint: deployed } = await readDeployed(clientsFor(emulatorAt(endpoint)).stacks, 'local');
  if (deployed === undefined) return missing('The stacks are not deployed; `npx rollcall start` deploys them.');
  return deployed === fingerprint({ endpoint, externalIssuers })
    ? good('The stacks are deployed from these sources')
    : missing(
        'The stacks are deployed from other sources; start again with `npx rollcall start`, which deploys these.',
      );
}

const OTHER_USERS = 0o077;

function checkAdmin({ admin }: Folders): Finding {
  const account = readAdminAccount(admin);
  if (account === undefined) return missing('There is no admin yet; `npx rollcall start` registers one.');
  if (statSync(admin).mode & OTHER_USERS)
    return wrong(`Other users of this machine can read the password in ${shown(admin)}; run chmod 600 on it.`);
  return good(`The admin is ${account.email}; the password is in ${shown(admin)}`);
}

/** Everything that `rollcall start` needs, in the order in which it needs it. */
const examine = (settings: LocalSettings, folders: Folders): Promise<readonly Finding[]> =>
  Promise.all([
    checkNode(),
    checkPython(),
    checkEnvironment(),
    checkEmulator(settings, folders),
    checkDeployment(settings),
    checkAdmin(folders),
  ]);

/** The system of this folder is examined where it runs, whatever ROLLCALL_PORT says. */
async function settingsOfRunning(settings: LocalSettings, mark: string): Promise<LocalSettings> {
  const running = settings.external ? undefined : await findRunning(mark);
  if (running === undefined) return settings;
  return { ...settings, endpoint: running.endpoint, port: Number(new URL(running.endpoint).port) };
}

/** The sentence and exit code 1, unless everything is there and runs. */
export function refuseFindings(findings: readonly Finding[]): void {
  if (findings.some(({ kind }) => kind === 'wrong'))
    throw new CommandError('Fix what is marked above, then run `npx rollcall start`.');
  if (findings.some(({ kind }) => kind === 'missing'))
    throw new CommandError('Something is missing; `npx rollcall start` adds it.');
}

const show = { good: done, missing: later, wrong: failed };

async function run({ json = false }: { readonly json?: boolean }): Promise<void> {
  const folders = homeFolders();
  const findings = await examine(await settingsOfRunning(readSettings(process.env), folders.running), folders);
  if (json) sayJson(findings);
  else for (const { kind, text } of findings) show[kind](text);
  refuseFindings(findings);
}

/** `rollcall doctor`: what is there, what is missing, and how to get it. */
export const addDoctor = (program: Command): Command =>
  program
    .command('doctor')
    .summary('check what the local system needs')
    .description('Check what the local system needs; exit code 1 when something is wrong or missing.')
    .addOption(jsonOption('print the findings as JSON and nothing else'))
    .action(run);
