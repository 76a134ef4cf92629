import * as z from 'zod/mini';
import { externalIssuer } from '../../contracts/authentication.ts';
import { CommandError, REFUSED } from '../command-error.ts';

export const DEFAULT_PORT = 4566;

/** The emulator's own; nothing of it goes to AWS. */
export const LOCAL_REGION = 'us-east-1';
export const LOCAL_ACCOUNT = '000000000000';

/** How and where the local system runs, from the environment. */
export interface LocalSettings {
  /** Whether the emulator runs already; Rollcall then starts and stops none. */
  readonly external: boolean;
  readonly endpoint: string;
  readonly port: number;
  /** Where the handlers' AWS calls go. */
  readonly lambdaEndpoint: string;
  /** A factor on every wait and retry of the state machines; the emulator's default is 1. */
  readonly waitScale: string | undefined;
  /** JSON list of the OIDC issuers whose ID tokens are accepted (contracts/authentication.ts). */
  readonly externalIssuers: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

function portOf(text: string): number {
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port > 0 && port < 65_536) return port;
  throw new CommandError(
    `ROLLCALL_PORT is "${text}"; set it to a port number from 1 to 65535, such as ${DEFAULT_PORT}.`,
    REFUSED,
  );
}

function addressOf(name: string, text: string): string {
  const url = URL.parse(text);
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return text.replace(/\/+$/, '');
  throw new CommandError(
    `${name} is "${text}"; set it to an address, such as http://127.0.0.1:${DEFAULT_PORT}.`,
    REFUSED,
  );
}

function waitScaleOf(text: string | undefined): string | undefined {
  if (text === undefined || /^\d+(\.\d+)?$/.test(text)) return text;
  throw new CommandError(
    `SFN_WAIT_SCALE is "${text}"; set it to a factor, such as 0.1 for a tenth of every wait.`,
    REFUSED,
  );
}

const ISSUER_EXAMPLE =
  '[{ "authType": "firebase", "issuer": "https://securetoken.google.com/my-project", "audience": "my-project", "jwksUri": "https://..." }]';

function issuersOf(text: string): string {
  try {
    return JSON.stringify(z.parse(z.array(externalIssuer), JSON.parse(text)));
  } catch {
    throw new CommandError(
      `ROLLCALL_EXTERNAL_ISSUERS is "${text}"; set it to a JSON list, such as ${ISSUER_EXAMPLE}.`,
      REFUSED,
    );
  }
}

/**
 * Reads ROLLCALL_PORT, ROLLCALL_ENDPOINT, ROLLCALL_LAMBDA_ENDPOINT, ROLLCALL_EXTERNAL_ISSUERS and SFN_WAIT_SCALE;
 * refuses a wrong value by name.
 */
export function readSettings(environment: Environment): LocalSettings {
  const given = environment.ROLLCALL_ENDPOINT;
  const port = portOf(environment.ROLLCALL_PORT ?? String(DEFAULT_PORT));
  const endpoint = given ? addressOf('ROLLCALL_ENDPOINT', given) : `http://127.0.0.1:${port}`;
  const calls = environment.ROLLCALL_LAMBDA_ENDPOINT;
  return {
    external: Boolean(given),
    endpoint,
    port,
    lambdaEndpoint: calls ? addressOf('ROLLCALL_LAMBDA_ENDPOINT', calls) : endpoint,
    waitScale: waitScaleOf(environment.SFN_WAIT_SCALE),
    externalIssuers: issuersOf(environment.ROLLCALL_EXTERNAL_ISSUERS || '[]'),
  };
}
