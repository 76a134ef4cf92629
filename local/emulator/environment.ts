import path from 'node:path';
import { binaries, type Folders } from '../system/folders.ts';
import { LOCAL_REGION } from '../system/settings.ts';

// What the stacks, the deployment and the handlers call. The rest would cost memory and start-up time.
const services = [
  'apigateway',
  'cloudformation',
  'cognito-idp',
  'dynamodb',
  'dynamodbstreams',
  'ecr',
  'events',
  'iam',
  'kms',
  'lambda',
  'logs',
  'monitoring',
  's3',
  'ses',
  'sns',
  'sqs',
  'ssm',
  'states',
  'sts',
];

export interface EmulatorSettings {
  readonly port: number;
  readonly folders: Folders;
  /** Whether a clean stop writes the state, and the next start reads it. */
  readonly persistent: boolean;
  /** Where the handlers' AWS calls go. */
  readonly lambdaEndpoint: string;
  /** A factor on every wait and retry of the state machines. */
  readonly waitScale?: string | undefined;
  /** False permits every call; for tests that deploy no roles. */
  readonly enforceIam?: boolean | undefined;
  /** A file of answers in Step Functions Local's mock format, for tests of a state machine alone. */
  readonly mockResponses?: string | undefined;
}

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The emulator's whole environment, which its handlers inherit: of the user's own only PATH and HOME, so
 * neither real credentials nor Node's options.
 */
export function emulatorEnvironment(settings: EmulatorSettings, own: Environment): Record<string, string> {
  const { port, folders, persistent, lambdaEndpoint, waitScale, mockResponses } = settings;
  return {
    // Node 24 first: it runs the handlers.
    PATH: [binaries, own.PATH ?? '/usr/bin:/bin'].join(path.delimiter),
    HOME: own.HOME ?? '/',
    LANG: 'C.UTF-8',
    PYTHONUNBUFFERED: '1',
    PYTHONDONTWRITEBYTECODE: '1',
    TMPDIR: folders.scratch,
    // Its own default is every interface.
    BIND_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
    // IAM is enforced, so that a permission that a function lacks is missed here as it would be on AWS.
    AUTH: String(settings.enforceIam ?? true),
    SERVICES: services.join(','),
    // Else two emulators fight for ports 8883 and 2222.
    IOT_MTLS_ENABLED: '0',
    SFTP_ENABLED: '0',
    MINISTACK_REGION: LOCAL_REGION,
    PERSIST_STATE: persistent ? '1' : '0',
    STATE_DIR: folders.state,
    S3_PERSIST: persistent ? '1' : '0',
    S3_DATA_DIR: path.join(folders.state, 's3'),
    AWS_ENDPOINT_URL: lambdaEndpoint,
    ...(waitScale === undefined ? {} : { SFN_WAIT_SCALE: waitScale }),
    ...(mockResponses === undefined ? {} : { SFN_MOCK_CONFIG: mockResponses }),
  };
}
