import { type ArgsDef, type CommandDef, renderUsage, runCommand } from 'citty';
import { CommandError } from './command-error.ts';
import { failed, say } from './screen.ts';

const isCittyError = (error: unknown): error is Error & { readonly code: string } =>
  error instanceof Error && error.name === 'CLIError';

// What shells expect of a program that Ctrl-C ended.
const INTERRUPTED = 130;

function exitCodeOf(error: unknown): number {
  if (error instanceof CommandError) return error.exitCode;
  return error instanceof Error && error.name === 'AbortError' ? INTERRUPTED : 1;
}

function explain(error: unknown): void {
  if (exitCodeOf(error) === INTERRUPTED) say('Stopped; nothing is left running.');
  else if (error instanceof CommandError || isCittyError(error)) failed(error.message);
  else console.error(error);
}

/** citty takes any flag; a misspelt one would be ignored without a word. */
function refuseUnknownFlags(args: ArgsDef, given: readonly string[]): void {
  const known = new Set(
    Object.entries(args).flatMap(([name, arg]) => [name, ...[(arg as { alias?: string }).alias ?? []].flat()]),
  );
  const flag = given
    .filter((text) => text.startsWith('-') && text !== '--')
    .find((text) => {
      const name = text.replace(/^--?(no-)?/, '').split('=')[0] ?? '';
      return !known.has(name);
    });
  if (flag !== undefined) throw new CommandError(`There is no flag ${flag}; --help shows the flags that there are.`);
}

/** Runs a command line to its end: usage with --help, one sentence on failure, and the exit code. */
export async function run<Args extends ArgsDef>(
  command: CommandDef<Args>,
  given = process.argv.slice(2),
): Promise<void> {
  try {
    if (given.includes('--help')) return console.log(await renderUsage(command));
    refuseUnknownFlags(((await command.args) as ArgsDef) ?? {}, given);
    await runCommand(command, { rawArgs: [...given] });
  } catch (error) {
    explain(error);
    process.exitCode = exitCodeOf(error);
  }
}
