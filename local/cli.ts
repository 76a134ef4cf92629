import { Command, CommanderError } from 'commander';
import { CommandError, FAILED, REFUSED } from './command-error.ts';
import { addDeploy } from './commands/deploy.ts';
import { addDiff } from './commands/diff.ts';
import { addDlq } from './commands/dlq/dlq.ts';
import { addDoctor } from './commands/doctor.ts';
import { addEvents } from './commands/events.ts';
import { addMails } from './commands/mails.ts';
import { optionTakenByNpm } from './commands/options.ts';
import { addReconcile } from './commands/reconcile.ts';
import { addRegister } from './commands/register.ts';
import { addReset } from './commands/reset.ts';
import { addSetupDevUsers } from './commands/setup-dev-users.ts';
import { addSetupGroups } from './commands/setup-groups.ts';
import { addStart } from './commands/start.ts';
import { addToken } from './commands/token.ts';
import { failed, onOutputClosed, say } from './terminal.ts';

// What shells expect of a program that Ctrl-C ended.
const INTERRUPTED = 130;

const epilogue = `
Exit codes: 0 done, 1 failed, 2 usage error or refused.
\`rollcall <command> --help\` lists the options of a command. local/README.md describes the local system.`;

/** \`dlq list\`, as the user types it. */
const nameOf = (command: Command): string =>
  command.parent?.parent ? `${nameOf(command.parent)} ${command.name()}` : command.name();

function refuseOptionsTakenByNpm(command: Command): void {
  const option = optionTakenByNpm(command, process.env);
  if (option === undefined) return;
  const script = process.env.npm_lifecycle_event;
  throw new CommandError(
    `npm took --${option} as an option of its own; put -- before the flags (npm run ${script} -- --${option} ...), or use npx rollcall ${nameOf(command)} --${option} ...`,
    REFUSED,
  );
}

/** The whole command line. Errors are thrown: CommanderError for a wrong command line, CommandError for the rest. */
export function buildProgram(): Command {
  const program = new Command('rollcall')
    .description('Runs, deploys and operates Rollcall.')
    .usage('<command> [options]')
    .addHelpText('after', epilogue)
    .configureOutput({ outputError: () => {} })
    .exitOverride();
  addStart(program);
  addRegister(program);
  addToken(program);
  addEvents(program);
  addMails(program);
  addDlq(program);
  addReconcile(program);
  addSetupGroups(program);
  addSetupDevUsers(program);
  addDoctor(program);
  addReset(program);
  addDeploy(program);
  addDiff(program);
  // Before commander asks for options that npm has kept.
  for (const group of [program, ...program.commands])
    group.hook('preSubcommand', (_group, command) => refuseOptionsTakenByNpm(command));
  return program;
}

/** What the user reads of an error, and the exit code; no message when everything is printed, or for a bug. */
interface Explanation {
  readonly exitCode: number;
  readonly message?: string;
}

/** Commander's message as one sentence: `error: unknown option '--jsn'\n(Did you mean --json?)`. */
function usageSentence({ code, message }: CommanderError): string {
  // Our own parsers' messages have the remedy.
  if (code === 'commander.invalidArgument')
    return `${message.replace(/^error: o/, 'O').replace(' is invalid. ', ' is invalid: ')}.`;
  const [first = '', ...hints] = message.replace(/^error: /, '').split('\n');
  const sentence = [first.charAt(0).toUpperCase() + first.slice(1).replace(/\.$/, ''), ...hints].join(' ');
  return `${sentence}; \`npx rollcall --help\` lists the commands, \`npx rollcall <command> --help\` their options.`;
}

function explainUsage(error: CommanderError): Explanation {
  // --help and the command help, which commander has printed.
  if (error.exitCode === 0) return { exitCode: 0 };
  // Without a command, commander has printed the help.
  return error.code === 'commander.help' ? { exitCode: REFUSED } : { exitCode: REFUSED, message: usageSentence(error) };
}

/** An error of the file system names its file: it is one that this user may not write, or that has no room. */
function fileSentence(error: Error): string | undefined {
  const { code, path } = error as NodeJS.ErrnoException;
  if (path === undefined || !['EACCES', 'EPERM', 'EROFS', 'ENOSPC', 'ENOTDIR'].includes(code ?? '')) return undefined;
  return `${path} cannot be used (${code}); correct its permissions, or choose another folder with ROLLCALL_HOME.`;
}

export function explain(error: unknown): Explanation {
  if (error instanceof CommandError) return { exitCode: error.exitCode, message: error.message };
  if (error instanceof CommanderError) return explainUsage(error);
  if (error instanceof Error && error.name === 'AbortError')
    return { exitCode: INTERRUPTED, message: 'Stopped; nothing is left running.' };
  const message = error instanceof Error ? fileSentence(error) : undefined;
  return message === undefined ? { exitCode: FAILED } : { exitCode: FAILED, message };
}

/** Runs the command line of this process to its end. */
export async function main(): Promise<void> {
  onOutputClosed(() => {});
  try {
    await buildProgram().parseAsync();
  } catch (error) {
    const { exitCode, message } = explain(error);
    process.exitCode = exitCode;
    if (exitCode === INTERRUPTED) say(message);
    else if (message !== undefined) failed(message);
    else if (!(error instanceof CommanderError)) console.error(error);
  }
}

// rollcall.mjs either imports this file or runs it with another Node.
if (import.meta.main) await main();
