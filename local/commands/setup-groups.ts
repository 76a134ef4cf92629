import type { Command } from 'commander';
import type { Stage } from '../../lib/config.ts';
import { findSystem } from '../system/find-system.ts';
import { setUpGroups } from '../system/set-up-groups.ts';
import { done, sayJson, silentStep, step } from '../terminal.ts';
import { json as jsonOption, optionalStage } from './options.ts';

async function run({ json = false, stage }: { readonly stage?: Stage; readonly json?: boolean }): Promise<void> {
  const { clients, outputs } = await findSystem(stage);
  const work = () => setUpGroups(clients.tables, outputs.tables.access ?? '');
  const report = await (json ? silentStep : step)('Set up the roles and permission groups', work);
  const { written, unchanged } = report;
  if (json) sayJson(report);
  else if (written.length === 0) done(`All ${unchanged} roles and permission groups are up to date.`);
  else done(`Written: ${written.join(', ')}; ${unchanged} were up to date.`);
}

/** `rollcall setup-groups`: the built-in roles and the permission groups of contracts/. */
export const addSetupGroups = (program: Command): Command =>
  program
    .command('setup-groups')
    .summary('write the built-in roles and permission groups')
    .description('Write the built-in roles and permission groups where they differ; never changes a custom role.')
    .addOption(optionalStage())
    .addOption(jsonOption('print what was written as JSON and nothing else'))
    .action(run);
