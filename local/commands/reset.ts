import { rmSync } from 'node:fs';
import { confirm, isCancel } from '@clack/prompts';
import type { Command } from 'commander';
import { CommandError, REFUSED } from '../command-error.ts';
import { homeFolders } from '../system/folders.ts';
import { findRunning } from '../system/running-mark.ts';
import { done, sayJson } from '../terminal.ts';
import { json as jsonOption } from './options.ts';

interface Options {
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** Asks before the local state in `home` is deleted. Refuses without a terminal. */
async function confirmReset(home: string): Promise<void> {
  if (!process.stdin.isTTY || !process.stdout.isTTY)
    throw new CommandError(`This deletes the local state in ${home}; confirm it with --yes.`, REFUSED);
  const answer = await confirm({
    message: `Delete all local users, events, mails and the admin in ${home}?`,
    initialValue: false,
  });
  if (isCancel(answer) || !answer) throw new CommandError(`Nothing was deleted in ${home}.`, REFUSED);
}

async function run({ yes = false, json = false }: Options): Promise<void> {
  const folders = homeFolders();
  const running = await findRunning(folders.running);
  if (running !== undefined) {
    throw new CommandError(
      `Rollcall is running (process ${running.pid}, ${running.endpoint}); end it with Ctrl-C there, and reset then.`,
    );
  }
  const { home, ...contents } = folders;
  if (!yes) await confirmReset(home);
  for (const path of Object.values(contents)) rmSync(path, { recursive: true, force: true });
  if (json) sayJson({ home });
  else done(`Deleted the local state in ${home}; \`npx rollcall start\` begins with an empty one.`);
}

/** `rollcall reset`: deletes the local state. The emulator's installation stays: it takes the longest. */
export const addReset = (program: Command): Command =>
  program
    .command('reset')
    .summary('delete the state of the local system')
    .description('Delete the state of the local system, after a confirmation.')
    .option('--yes', 'do not ask')
    .addOption(jsonOption())
    .action(run);
