import { type Command, InvalidArgumentError } from 'commander';
import { type DevAdminOutcome, setUpDevAdmin } from '../system/dev-admin.ts';
import { findEmulatedSystem } from '../system/find-system.ts';
import { homeFolders, shown } from '../system/folders.ts';
import { done, say, sayJson, silentStep, step } from '../terminal.ts';
import { awsStage, json as jsonOption } from './options.ts';

function localStage(value: string): string {
  if (value === 'local') return value;
  const stage = awsStage(value);
  throw new InvalidArgumentError(
    `dev users are for the stage local alone, since their passwords are printed; for a first admin run npx rollcall deploy --stage ${stage} --admin-email you@example.com`,
  );
}

const sentences: Readonly<Record<DevAdminOutcome, string>> = {
  nothing: 'The admin was up to date; nothing was changed.',
  registered: 'Registered the admin.',
  password_set: 'The admin existed; the password is set.',
  restored: 'The admin existed, and is enabled and has the role admin again.',
};

async function run({ json = false }: { readonly json?: boolean }): Promise<void> {
  const { admin: file } = homeFolders();
  const system = await findEmulatedSystem();
  const { account, done: outcome } = await (json ? silentStep : step)('Set up the admin', () =>
    setUpDevAdmin(system, file),
  );
  if (json) return sayJson({ ...account, done: outcome });
  done(sentences[outcome]);
  say(`   ${account.email}, password ${account.password} (also in ${shown(file)})`);
}

/** `rollcall setup-dev-users`: the admin of the local stage. */
export const addSetupDevUsers = (program: Command): Command =>
  program
    .command('setup-dev-users')
    .summary('make or restore the local admin')
    .description('Make the local admin user@example.com, or restore its password, state and role.')
    .option('--stage <name>', 'local; every other stage is refused', localStage)
    .addOption(jsonOption('print the account as JSON and nothing else'))
    .action(run);
