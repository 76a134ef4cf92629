import type { Command } from 'commander';
import { findLocalSystem } from '../system/find-system.ts';
import { say, sayJson } from '../terminal.ts';
import { json as jsonOption } from './options.ts';

async function run({ json = false }: { readonly json?: boolean }): Promise<void> {
  const { token } = await findLocalSystem();
  const accessToken = await token();
  if (json) sayJson({ accessToken });
  else say(accessToken);
}

/** `rollcall token`: prints an access token of the local admin, and nothing else. */
export const addToken = (program: Command): Command =>
  program
    .command('token')
    .summary('print an access token of the local admin')
    .description('Print an access token of the local admin, for curl.')
    .addOption(jsonOption())
    .action(run);
