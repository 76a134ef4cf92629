import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { AdminCreateUserCommand, AdminGetUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { type Command, InvalidArgumentError } from 'commander';
import { canonicalEmail } from '../../contracts/email.ts';
import type { Stage } from '../../lib/config.ts';
import { CommandError } from '../command-error.ts';
import { cdk } from '../system/cdk.ts';
import { type Clients, clientsFor } from '../system/clients.ts';
import { type Outputs, outputsOf } from '../system/outputs.ts';
import { findPoolUser } from '../system/pool-users.ts';
import { registerAdmin } from '../system/register-admin.ts';
import { setUpGroups } from '../system/set-up-groups.ts';
import { done, type Step, say, sayJson, silentStep, step } from '../terminal.ts';
import { contextArguments, contextOption, json as jsonOption, requiredStage } from './options.ts';

interface Options {
  readonly stage: Stage;
  readonly context?: Readonly<Record<string, string>>;
  /** Canonical. */
  readonly adminEmail?: string;
  readonly yes?: boolean;
  readonly json?: boolean;
}

/** The stacks' outputs as cdk writes them: by stack. */
function outputsIn(file: string): Outputs {
  const byStack = JSON.parse(readFileSync(file, 'utf8')) as Record<string, Record<string, string>>;
  const stackOutputs = Object.assign({}, ...Object.values(byStack)) as Record<string, string>;
  const region = stackOutputs.StateMachineArn?.split(':')[3] ?? '';
  return outputsOf(stackOutputs, { endpoint: `https://${region}.amazonaws.com`, region });
}

async function deployStacks({ stage, context, yes, json = false }: Options): Promise<Outputs> {
  const folder = mkdtempSync(path.join(tmpdir(), 'rollcall-deploy-'));
  const file = path.join(folder, 'outputs.json');
  const approval = yes ? ['--require-approval', 'never'] : [];
  const args = ['deploy', '--all', ...contextArguments(stage, context), '--outputs-file', file, ...approval];
  try {
    const code = await cdk(args, { toStderr: json });
    if (code === 0) return outputsIn(file);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  throw new CommandError(
    `The deployment failed; cdk's output above has the reason. In an account and Region where cdk was never used, run \`npx cdk bootstrap -c stage=${stage}\` once.`,
  );
}

/** One name for each address, so that a second deployment does not register the admin again. */
const registrationNameOf = (email: string): string =>
  `admin-${createHash('sha256').update(email).digest('hex').slice(0, 16)}`;

/** Cognito itself mails a temporary password: no operator chooses or sees it. */
async function mailPassword({ users }: Clients, UserPoolId: string, email: string): Promise<void> {
  const { Username } = await users.send(new AdminGetUserCommand({ UserPoolId, Username: email }));
  await users.send(
    new AdminCreateUserCommand({ UserPoolId, Username, MessageAction: 'RESEND', DesiredDeliveryMediums: ['EMAIL'] }),
  );
}

/** Registers an admin through the workflow; a second time changes nothing and sends nothing. */
async function inviteAdmin(clients: Clients, outputs: Outputs, email: string, show: Step): Promise<void> {
  const isInPool = async () => (await findPoolUser(clients.users, outputs.userPoolId, email)) !== undefined;
  const register = () =>
    registerAdmin(clients.workflows, outputs.stateMachineArn, { name: registrationNameOf(email), email, isInPool });
  const isNew = await show(`Register ${email} as an admin`, register);
  if (isNew) await show('Have Cognito mail a first password', () => mailPassword(clients, outputs.userPoolId, email));
}

async function run(options: Options): Promise<void> {
  const { stage, adminEmail, json = false } = options;
  const show = json ? silentStep : step;
  const outputs = await deployStacks(options);
  const clients = clientsFor({ region: outputs.region });
  await show('Set up the roles and permission groups', () => setUpGroups(clients.tables, outputs.tables.access ?? ''));
  if (adminEmail) await inviteAdmin(clients, outputs, adminEmail, show);
  if (json) return sayJson({ stage, ...outputs });
  done(`Deployed ${stage}: ${outputs.apiUrl}`);
  if (!adminEmail) say(`   For a first admin: npx rollcall deploy --stage ${stage} --admin-email you@example.com`);
}

function emailAddress(value: string): string {
  const email = canonicalEmail(value);
  if (email !== undefined) return email;
  throw new InvalidArgumentError('it must be an e-mail address, such as ann@example.com');
}

/** `rollcall deploy --stage prod`: the same stacks to AWS, the built-in roles and the permission groups. */
export const addDeploy = (program: Command): Command =>
  program
    .command('deploy')
    .summary('deploy to a stage in AWS')
    .description('Deploy to a stage in AWS, with the credentials and Region of your environment.')
    .addOption(requiredStage())
    .option(
      '--admin-email <address>',
      'register this user as an admin; Cognito mails them a first password',
      emailAddress,
    )
    .option('--yes', 'do not ask before changes to permissions')
    .addOption(contextOption())
    .addOption(jsonOption("print the addresses as one JSON document; cdk's output goes to standard error"))
    .action(run);
