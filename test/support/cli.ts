import type { Command } from 'commander';
import { buildProgram, explain } from '../../local/cli.ts';

/** The program with actions that return the parsed options instead of doing the work. */
export function parseCommandLine(...args: readonly string[]) {
  const program = buildProgram();
  const parsed: { options?: object; args?: readonly string[] } = {};
  const output: string[] = [];
  const record = (command: Command) => {
    command.configureOutput({ writeOut: (text) => void output.push(text), writeErr: (text) => void output.push(text) });
    if (command.commands.length === 0)
      command.action(() => void Object.assign(parsed, { options: command.opts(), args: command.args }));
    command.commands.forEach(record);
  };
  record(program);
  try {
    program.parse(['node', 'rollcall', ...args]);
  } catch (error) {
    return { ...explain(error), output: output.join('') };
  }
  return { exitCode: 0, ...parsed, output: output.join('') };
}
