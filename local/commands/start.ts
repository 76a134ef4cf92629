import type { Command } from 'commander';
import { CommandError } from '../command-error.ts';
import { type Demo, missingFrom } from '../demo/demo.ts';
import { demoLines } from '../demo/print-demo.ts';
import { runDemo } from '../demo/run-demo.ts';
import { adminToken, apiClient } from '../system/api-client.ts';
import { type Folders, homeFolders, shown } from '../system/folders.ts';
import { readSettings } from '../system/settings.ts';
import { type System, startSystem } from '../system/start-system.ts';
import { bold, dim, say, sayJson, silentStep, step, stopSignal, untilStopped } from '../terminal.ts';
import { json as jsonOption } from './options.ts';

/** How to sign in; the password is generated and stored in this folder only. */
const adminLine = ({ admin }: System, folders: Folders): string =>
  `   The admin   ${admin.email}, password ${admin.password} ${dim(`(also in ${shown(folders.admin)})`)}`;

/** What to do next, a line each. */
const welcomeLines = (system: System, folders: Folders): readonly string[] => [
  bold('Rollcall is running.'),
  `   The API     ${system.outputs.apiUrl}`,
  adminLine(system, folders),
  `   Addresses   ${shown(folders.outputs)}`,
  '',
  'In another terminal:',
  `   npx rollcall register --email bob@example.com --name "Bob" --role user`,
  `   npx rollcall events      ${dim('follows the events as they happen')}`,
  `   npx rollcall mails       ${dim('lists the mails that were sent, with their links')}`,
  `   curl -H "Authorization: Bearer $(npx rollcall token)" ${system.outputs.apiUrl}/v1/users`,
  '',
  dim('Ctrl-C stops it; the state is kept for the next start.'),
];

/** Registers a user over HTTP and collects what happens. Ctrl-C interrupts it: AbortError. */
async function demonstrate({ clients, outputs, admin }: System, signal: AbortSignal): Promise<Demo> {
  const interrupted = untilStopped(signal).then((): never => {
    throw signal.reason;
  });
  const api = apiClient(outputs.apiUrl, await adminToken(clients, outputs, admin));
  return Promise.race([runDemo({ clients, outputs, api }), interrupted]);
}

/** Serves until Ctrl-C. Refuses when the emulator ends by itself. */
async function serve({ ended }: System, signal: AbortSignal, log: string): Promise<void> {
  const stopped = untilStopped(signal).then(() => 'stopped' as const);
  const reason = await Promise.race([stopped, ended.then(() => 'ended' as const)]);
  if (reason === 'ended') {
    throw new CommandError(
      `The emulator has ended by itself; ${shown(log)} has the reason. Start again with \`npx rollcall start\`.`,
    );
  }
}

interface Options {
  readonly once?: boolean;
  readonly json?: boolean;
}

function printSystem(system: System, demo: Demo, folders: Folders, { once, json }: Options): void {
  const lines = once ? [adminLine(system, folders)] : welcomeLines(system, folders);
  if (json) sayJson({ apiUrl: system.outputs.apiUrl, admin: system.admin, outputs: folders.outputs, demo });
  else for (const line of [...demoLines(demo), ...lines]) say(line);
}

function refuseIncomplete(demo: Demo): void {
  const missing = missingFrom(demo);
  if (missing.length > 0) throw new CommandError(`The demo is incomplete: ${missing.join(' ')}`);
}

async function run(options: Options): Promise<void> {
  const settings = readSettings(process.env);
  const folders = homeFolders();
  const signal = stopSignal();
  const show = options.json ? silentStep : step;
  const system = await startSystem({ settings, folders, persistent: true, step: show, signal });
  try {
    const demo = await show('Register a user over HTTP', () => demonstrate(system, signal));
    printSystem(system, demo, folders, options);
    if (options.once) refuseIncomplete(demo);
    else await serve(system, signal, folders.emulatorLog);
  } finally {
    if (settings.external) await system.stop();
    else await show('Write the state and stop', () => system.stop());
  }
}

/** `rollcall start`: everything on one machine, one registration from end to end, then serve. */
export const addStart = (program: Command): Command =>
  program
    .command('start')
    .summary('run all of Rollcall on this machine')
    .description('Run all of Rollcall on this machine, show one registration from end to end, serve until Ctrl-C.')
    .option('--once', 'end after the registration, with exit code 0 when nothing is missing')
    .addOption(jsonOption('print addresses, admin and demo as one JSON document, once the system serves'))
    .action(run);
