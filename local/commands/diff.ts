import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Command } from 'commander';
import type { Stage } from '../../lib/config.ts';
import { CommandError } from '../command-error.ts';
import { cdk } from '../system/cdk.ts';
import { sayJson } from '../terminal.ts';
import { contextArguments, contextOption, json as jsonOption, requiredStage } from './options.ts';

interface Options {
  readonly stage: Stage;
  readonly context?: Readonly<Record<string, string>>;
  readonly json?: boolean;
}

async function run({ stage, context, json = false }: Options): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'rollcall-diff-'));
  const log = path.join(folder, 'diff.txt');
  try {
    const code = await cdk(['diff', '--all', ...contextArguments(stage, context)], json ? { log } : {});
    const diff = json ? readFileSync(log, 'utf8') : '';
    if (code !== 0)
      throw new CommandError(`cdk diff failed (exit code ${code}). ${diff || 'Its output has the reason.'}`);
    if (json) sayJson({ stage, diff });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** `rollcall diff`: what a deployment to a stage would change. */
export const addDiff = (program: Command): Command =>
  program
    .command('diff')
    .summary('show what a deployment would change')
    .description('Show what a deployment to a stage in AWS would change, as cdk prints it.')
    .addOption(requiredStage())
    .addOption(contextOption())
    .addOption(jsonOption("print cdk's text as one JSON document: { stage, diff }"))
    .action(run);
