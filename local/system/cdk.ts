import path from 'node:path';
import { runChild } from './child.ts';
import { localCredentials } from './clients.ts';
import { binaries, root } from './folders.ts';
import { LOCAL_REGION } from './settings.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The environment of a cdk that reaches the emulator and nothing else: without profiles, roles, proxies and
 * endpoints of the user.
 */
export function emulatorCdkEnvironment(endpoint: string, own: Environment): NodeJS.ProcessEnv {
  const inherited = Object.entries(own).filter(([name]) => !/^(AWS|CDK)_|_proxy$/i.test(name));
  return {
    ...Object.fromEntries(inherited),
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
  /** Keeps standard output for the command's own JSON. */
  readonly toStderr?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** Runs the cdk of node_modules; answers its exit code. */
export function cdk(
  args: readonly string[],
  { env = process.env, cwd = root, log, toStderr, signal }: CdkRun,
): Promise<number> {
  const withNode24 = { ...env, PATH: [binaries, env.PATH].join(path.delimiter) };
  return runChild({
    command: path.join(binaries, 'cdk'),
    args: [...args, '--no-notices'],
    cwd,
    env: withNode24,
    signal,
    ...(toStderr === undefined ? {} : { toStderr }),
    ...(log === undefined ? {} : { log }),
  });
}
