import { defineCommand } from 'citty';
import { CommandError } from '../command/command-error.ts';
import { done, say, step } from '../command/screen.ts';
import { homeFolders, shown } from '../folders.ts';
import { runningEmulator } from '../running-system.ts';
import { type DevAdmin, type Done, setUpDevAdmin } from './dev-admin.ts';

/** 2 tells a script that this is refused, and 1 that it could not be done. */
const REFUSED = 2;

function refuseStage(stage: string | undefined): void {
  if (stage === undefined || stage === 'local') return;
  throw new CommandError(
    `Dev users are for the stage local alone: their passwords are printed. A first admin of ${stage}: npm run deploy -- --stage ${stage} --admin-email you@example.com`,
    REFUSED,
  );
}

const sentences: Readonly<Record<Done, string>> = {
  nothing: 'The admin was as she should be; nothing was changed.',
  registered: 'Registered the admin.',
  password_set: 'The admin was there; her password is set.',
  restored: 'The admin was there without her role or her way in, and has both again.',
};

function show({ account, done: what }: DevAdmin, file: string): void {
  done(sentences[what]);
  say(`   ${account.email}, password ${account.password} (also in ${shown(file)})`);
}

/** `npm run setup-dev-users`: the admin of the local stage. */
export const setupDevUsersCommand = defineCommand({
  meta: {
    name: 'npm run setup-dev-users --',
    description:
      'Makes the local admin user@example.com, or gives her back what she lost. Exit code 2: no local stage.',
  },
  args: {
    stage: { type: 'string', description: 'local, which is the only one that is not refused.' },
    json: { type: 'boolean', description: 'Print the account as JSON, and nothing else.' },
  },
  async run({ args: { json = false, stage } }) {
    refuseStage(stage);
    const { admin: file } = homeFolders();
    const system = await runningEmulator();
    const work = () => setUpDevAdmin(system, file);
    const admin = await (json ? work() : step('Set up the admin', work));
    if (json) say(JSON.stringify({ ...admin.account, done: admin.done }, undefined, 2));
    else show(admin, file);
  },
});
