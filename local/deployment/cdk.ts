import path from 'node:path';
import { localCredentials } from '../clients.ts';
import { runChild } from '../command/child.ts';
import { binaries, root } from '../folders.ts';
import { LOCAL_REGION } from '../settings.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment of a cdk that talks to the emulator and to nothing else: no profile, role, proxy or
 * endpoint of the user's reaches it.
 */
export function emulatorCdkEnvironment(endpoint: string, own: Environment): NodeJS.ProcessEnv {
  const kept = Object.entries(own).filter(([name]) => !/^(AWS|CDK)_|_proxy$/i.test(name));
  return {
    ...Object.fromEntries(kept),
    AWS_ENDPOINT_URL: endpoint,
    AWS_REGION: LOCAL_REGION,
    AWS_ACCESS_KEY_ID: localCredentials.accessKeyId,
    AWS_SECRET_ACCESS_KEY: localCredentials.secretAccessKey,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: path.join(root, '.rollcall', 'none'),
    AWS_SHARED_CREDENTIALS_FILE: path.join(root, '.rollcall', 'none'),
    NO_COLOR: '1',
  };
}

export interface CdkRun {
  readonly env?: NodeJS.ProcessEnv;
  /** The checkout, whose cdk.json names our app, when absent. */
  readonly cwd?: string;
  /** Where its output goes; to the terminal when absent. */
  readonly log?: string;
  readonly signal?: AbortSignal | undefined;
}

/** Runs the cdk of node_modules; answers its exit code. */
export function cdk(args: readonly string[], { env = process.env, cwd = root, log, signal }: CdkRun): Promise<number> {
  const withNode24 = { ...env, PATH: [binaries, env.PATH].join(path.delimiter) };
  return runChild({
    command: path.join(binaries, 'cdk'),
    args: [...args, '--no-notices'],
    cwd,
    env: withNode24,
    signal,
    ...(log === undefined ? {} : { log }),
  });
}
