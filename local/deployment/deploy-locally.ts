import { rmSync } from 'node:fs';
import type { Clients } from '../clients.ts';
import { CommandError } from '../command/command-error.ts';
import { type Folders, shown } from '../folders.ts';
import { LOCAL_ACCOUNT, LOCAL_REGION } from '../settings.ts';
import { cdk, emulatorCdkEnvironment } from './cdk.ts';
import { fingerprint } from './fingerprint.ts';
import { emulatorApiUrl, type Outputs, outputsOf, writeOutputs } from './outputs.ts';
import { FINGERPRINT_TAG, readDeployed } from './stacks.ts';

export interface LocalDeployment {
  readonly endpoint: string;
  /** JSON, as in LocalSettings. */
  readonly externalIssuers: string;
  readonly clients: Clients;
  readonly folders: Folders;
  readonly signal?: AbortSignal | undefined;
}

interface Part {
  readonly what: string;
  readonly args: readonly string[];
  readonly cwd?: string;
}

async function must({ what, args, ...run }: Part, { endpoint, folders, signal }: LocalDeployment): Promise<void> {
  const env = emulatorCdkEnvironment(endpoint, process.env);
  const code = await cdk(args, { ...run, env, log: folders.deploymentLog, signal });
  if (code === 0) return;
  throw new CommandError(
    `${what} failed; ${shown(folders.deploymentLog)} says why at its end. Mend that and try again; if only the emulator's old state is in the way, \`npm run reset\` drops it.`,
  );
}

const deps = (
  { folders: { assembly, home }, externalIssuers }: LocalDeployment,
  tag: string,
): Readonly<Record<'build' | 'prepare' | 'deploy', Part>> => ({
  build: {
    what: 'Building the stacks',
    args: [
      ...['synth', '--quiet', '--output', assembly],
      ...['--context', 'stage=local', '--context', `externalIssuers=${externalIssuers}`],
    ],
  },
  prepare: {
    what: 'Preparing the emulator',
    args: ['bootstrap', `aws://${LOCAL_ACCOUNT}/${LOCAL_REGION}`],
    // Away from our cdk.json, else it would build the stacks as well.
    cwd: home,
  },
  deploy: {
    what: 'The deployment',
    args: ['deploy', '--all', '--app', assembly, '--require-approval', 'never', '--progress', 'events', '--tags', tag],
  },
});

/** Brings both stacks to the emulator. */
export async function deployLocally(deployment: LocalDeployment): Promise<void> {
  const { assembly, deploymentLog } = deployment.folders;
  const print = fingerprint(deployment);
  const { build, prepare, deploy } = deps(deployment, `${FINGERPRINT_TAG}=${print}`);
  for (const old of [deploymentLog, assembly]) rmSync(old, { recursive: true, force: true });
  // Neither needs the other, and each takes seconds. Both end before a failure of one is told.
  const begun = await Promise.allSettled([must(build, deployment), must(prepare, deployment)]);
  const failure = begun.find((part) => part.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
  await must(deploy, deployment);
}

/** Whether the emulator runs today's sources. */
export async function isDeployed(deployment: LocalDeployment): Promise<boolean> {
  const { fingerprint: deployed } = await readDeployed(deployment.clients.stacks, 'local');
  return deployed === fingerprint(deployment);
}

/** Reads where everything is, and writes outputs.json. */
export async function publishOutputs({ endpoint, clients, folders }: LocalDeployment): Promise<Outputs> {
  const { outputs: given } = await readDeployed(clients.stacks, 'local');
  const apiUrl = emulatorApiUrl(endpoint, given.ApiId ?? '');
  const outputs = outputsOf(given, { endpoint, region: LOCAL_REGION, apiUrl });
  writeOutputs(folders.outputs, outputs);
  return outputs;
}
