import { rmSync } from 'node:fs';
import { CommandError } from '../command-error.ts';
import { cdk, emulatorCdkEnvironment } from './cdk.ts';
import type { Clients } from './clients.ts';
import { fingerprint } from './fingerprint.ts';
import { type Folders, shown } from './folders.ts';
import { emulatorApiUrl, type Outputs, outputsOf, writeOutputs } from './outputs.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from './settings.ts';
import { FINGERPRINT_TAG, readDeployed } from './stacks.ts';

export interface LocalDeployment {
  readonly endpoint: string;
  /** JSON, as in LocalSettings. */
  readonly externalIssuers: string;
  readonly clients: Clients;
  readonly folders: Folders;
  readonly signal?: AbortSignal | undefined;
}

interface CdkStep {
  readonly title: string;
  readonly args: readonly string[];
  readonly cwd?: string;
}

async function runStep(
  { title, args, ...run }: CdkStep,
  { endpoint, folders, signal }: LocalDeployment,
): Promise<void> {
  const env = emulatorCdkEnvironment(endpoint, process.env);
  const code = await cdk(args, { ...run, env, log: folders.deploymentLog, signal });
  if (code === 0) return;
  throw new CommandError(
    `${title} failed; the end of ${shown(folders.deploymentLog)} has the reason. Fix that and try again; if the emulator's old state is the reason, \`npx rollcall reset\` deletes it.`,
  );
}

const cdkSteps = (
  { folders: { assembly, home }, externalIssuers }: LocalDeployment,
  tag: string,
): Readonly<Record<'build' | 'bootstrap' | 'deploy', CdkStep>> => ({
  build: {
    title: 'Building the stacks',
    args: [
      ...['synth', '--quiet', '--output', assembly],
      ...['--context', 'stage=local', '--context', `externalIssuers=${externalIssuers}`],
    ],
  },
  bootstrap: {
    title: 'Bootstrapping the emulator',
    args: ['bootstrap', `aws://${LOCAL_ACCOUNT}/${LOCAL_REGION}`],
    // Outside of the checkout: with our cdk.json, cdk would build the stacks as well.
    cwd: home,
  },
  deploy: {
    title: 'The deployment',
    args: ['deploy', '--all', '--app', assembly, '--require-approval', 'never', '--progress', 'events', '--tags', tag],
  },
});

/** Deploys the stacks to the emulator. */
export async function deployLocally(deployment: LocalDeployment): Promise<void> {
  const { assembly, deploymentLog } = deployment.folders;
  const tag = `${FINGERPRINT_TAG}=${fingerprint(deployment)}`;
  const { build, bootstrap, deploy } = cdkSteps(deployment, tag);
  for (const old of [deploymentLog, assembly]) rmSync(old, { recursive: true, force: true });
  // In parallel, each takes seconds. Both end before a failure of one is thrown.
  const results = await Promise.allSettled([runStep(build, deployment), runStep(bootstrap, deployment)]);
  const failure = results.find((result) => result.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  await runStep(deploy, deployment);
}

/** Whether the emulator runs the sources as they are now. */
export async function isDeployed(deployment: LocalDeployment): Promise<boolean> {
  const { fingerprint: deployed } = await readDeployed(deployment.clients.stacks, 'local');
  return deployed === fingerprint(deployment);
}

/** Reads where everything is, and writes outputs.json. */
export async function publishOutputs({ endpoint, clients, folders }: LocalDeployment): Promise<Outputs> {
  const { outputs: stackOutputs } = await readDeployed(clients.stacks, 'local');
  const apiUrl = emulatorApiUrl(endpoint, stackOutputs.ApiId ?? '');
  const outputs = outputsOf(stackOutputs, { endpoint, region: LOCAL_REGION, apiUrl });
  writeOutputs(folders.outputs, outputs);
  return outputs;
}
