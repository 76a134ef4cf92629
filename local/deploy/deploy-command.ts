import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { defineCommand } from 'citty';
import type { Stage } from '../../lib/config.ts';
import { clientsFor } from '../clients.ts';
import { CommandError } from '../command/command-error.ts';
import { done, say, step } from '../command/screen.ts';
import { cdk } from '../deployment/cdk.ts';
import { type Outputs, outputsOf } from '../deployment/outputs.ts';
import { setUpGroups } from '../seed/set-up-groups.ts';
import { inviteAdmin } from './invite-admin.ts';
import { readStage } from './stage.ts';

/** The stacks' outputs as cdk writes them: by stack. */
function outputsIn(file: string): Outputs {
  const byStack = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>;
  const given = Object.assign({}, ...Object.values(byStack)) as Record<string, string>;
  const region = given.StateMachineArn?.split(':')[3] ?? '';
  return outputsOf(given, { endpoint: `https://${region}.amazonaws.com`, region });
}

async function deployStacks(stage: Stage, yes: boolean): Promise<Outputs> {
  const folder = mkdtempSync(path.join(tmpdir(), 'rollcall-deploy-'));
  const file = path.join(folder, 'outputs.json');
  const approval = yes ? ['--require-approval', 'never'] : [];
  try {
    const code = await cdk(['deploy', '--all', '--context', `stage=${stage}`, '--outputs-file', file, ...approval], {});
    if (code === 0) return outputsIn(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  throw new CommandError(
    'The deployment failed; what cdk printed above says why. In an account that cdk has never seen, run `npx cdk bootstrap` once.',
  );
}

/** `npm run deploy -- --stage prod`: the same stacks to AWS, the built-in roles and the permission groups. */
export const deployCommand = defineCommand({
  meta: {
    name: 'npm run deploy --',
    description: 'Deploys to AWS, with the credentials and region of your environment.',
  },
  args: {
    stage: { type: 'string', description: 'Which stage of lib/config.ts.' },
    'admin-email': {
      type: 'string',
      description: 'Registers this person as an admin; Cognito mails her a first password.',
    },
    yes: { type: 'boolean', description: 'Do not ask before changes to permissions.' },
  },
  async run({ args }) {
    const stage = readStage(args.stage, 'deploy');
    const outputs = await deployStacks(stage, args.yes === true);
    const clients = clientsFor({ region: outputs.region });
    await step('Set up the roles and permission groups', () =>
      setUpGroups(clients.tables, outputs.tables.access ?? ''),
    );
    const email = args['admin-email'];
    if (email) await inviteAdmin(clients, outputs, email);
    done(`Deployed ${stage}: ${outputs.apiUrl}`);
    if (!email) say(`   For a first admin: npm run deploy -- --stage ${stage} --admin-email you@example.com`);
  },
});
