import type { Command } from 'commander';
import type { Stage } from '../../lib/config.ts';
import { CommandError } from '../command-error.ts';
import { cdk } from '../system/cdk.ts';
import { contextArguments, contextOption, requiredStage } from './options.ts';

interface Options {
  readonly stage: Stage;
  readonly context?: Readonly<Record<string, string>>;
}

async function run({ stage, context }: Options): Promise<void> {
  const code = await cdk(['diff', '--all', ...contextArguments(stage, context)], {});
  if (code !== 0) throw new CommandError(`cdk diff failed (exit code ${code}); its output above has the reason.`);
}

/** `rollcall diff`: what a deployment to a stage would change. */
export const addDiff = (program: Command): Command =>
  program
    .command('diff')
    .summary('show what a deployment would change')
    .description('Show what a deployment to a stage in AWS would change, as cdk prints it.')
    .addOption(requiredStage())
    .addOption(contextOption())
    .action(run);
