import * as z from 'zod/mini';
import { type ExternalIssuer, externalIssuer } from '../contracts/authentication.ts';
import { ConfigError } from './config-error.ts';

/** What differs between stages, and nothing else does. */
export interface Settings {
  /** The bus's name; stages that share an account and a Region need different ones. */
  readonly busName: string;
  /** From whom the mails come; SES sends only for an identity that its owner has confirmed. */
  readonly mailSender: string;
  /** Who gets the alarms and the notices about deferred roles and failed rollbacks. */
  readonly operatorsAddress: string;
  /** Where links in mails lead; no slash at the end. */
  readonly appUrl: string;
  /** The session cookie; a browser takes the prefix `__Host-` over TLS only. */
  readonly sessionCookie: '__Host-rollcall' | 'rollcall';
  /** Providers whose ID tokens let people in. */
  readonly externalIssuers: readonly ExternalIssuer[];
  readonly logRetentionDays: 1 | 30 | 365;
  /** `retain` keeps tables, pool and keys when a stack goes, and protects them against deletion. */
  readonly removal: 'destroy' | 'retain';
  /** Days for which the bus can replay its events; 0 is no archive. */
  readonly archiveDays: number;
  /** Whether there are alarms and a dashboard. */
  readonly watched: boolean;
}

/** Each stage's settings. A new stage is a new row; the addresses can be given as context, too. */
const stages = {
  /** The emulator of `npm start`: it knows no AWS::Events::Archive, and measures nothing that could alarm. */
  local: {
    busName: 'rollcall',
    mailSender: 'rollcall@example.com',
    operatorsAddress: 'operators@example.com',
    appUrl: 'http://localhost:5173',
    sessionCookie: 'rollcall',
    externalIssuers: [],
    logRetentionDays: 1,
    removal: 'destroy',
    archiveDays: 0,
    watched: false,
  },
  dev: {
    busName: 'rollcall-dev',
    mailSender: 'rollcall-dev@example.com',
    operatorsAddress: 'operators@example.com',
    appUrl: 'https://rollcall-dev.example.com',
    sessionCookie: '__Host-rollcall',
    externalIssuers: [],
    logRetentionDays: 30,
    removal: 'destroy',
    archiveDays: 7,
    watched: true,
  },
  prod: {
    busName: 'rollcall',
    mailSender: 'rollcall@example.com',
    operatorsAddress: 'operators@example.com',
    appUrl: 'https://rollcall.example.com',
    sessionCookie: '__Host-rollcall',
    externalIssuers: [],
    logRetentionDays: 365,
    removal: 'retain',
    // As long as the journal's rows are kept, which are the other source of a replay.
    archiveDays: 90,
    watched: true,
  },
} as const satisfies Record<string, Settings>;
export type Stage = keyof typeof stages;

export const stageNames = Object.keys(stages) as readonly Stage[];

export interface Config extends Settings {
  readonly stage: Stage;
}

// zod/mini carries no English, and each of these completes a sentence: "the context value x ...".
const stage = z.enum(stageNames, { error: `must be one of ${stageNames.join(', ')}` });
const address = z.email({ error: 'must be an e-mail address, such as rollcall@example.com' });
const webAddress = z
  .string()
  .check(z.regex(/^https?:\/\/[^/\s]+(\/[^/\s]+)*$/, { error: 'must be a web address without a slash at the end' }));

/** Context values are text: JSON, as in the environment of the handlers. */
const issuers = z.pipe(
  z.pipe(
    z.string(),
    z.transform((text) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        return undefined;
      }
    }),
  ),
  z.array(externalIssuer, {
    error: 'must be a JSON list of { "authType", "issuer", "audience", "jwksUri" }',
  }),
);

const context = z.object({
  stage,
  mailSender: z.optional(address),
  operatorsAddress: z.optional(address),
  appUrl: z.optional(webAddress),
  externalIssuers: z.optional(issuers),
});

/**
 * The stage and its settings from CDK's context: `stage` is required (`-c stage=local`), and
 * `mailSender`, `operatorsAddress`, `appUrl` and `externalIssuers` (JSON) replace the table's. Throws Misuse with one sentence.
 */
export function readConfig(contextOf: (key: string) => unknown): Config {
  const keys = Object.keys(context.shape);
  const given = Object.fromEntries(keys.map((key) => [key, contextOf(key)]));
  const read = z.safeParse(context, given);
  if (!read.success) {
    const issue = read.error.issues[0];
    const key = String(issue?.path[0]);
    throw new ConfigError(`The context value ${key} ${issue?.message}; say it as: cdk deploy -c ${key}=...`);
  }
  const overrides = Object.entries(read.data).filter(([, value]) => value !== undefined);
  return { ...stages[read.data.stage], ...Object.fromEntries(overrides), stage: read.data.stage };
}

export type StackKind = 'Data' | 'App' | 'Watch';

/** A stack's name in CloudFormation. */
export const stackName = (stage: Stage, kind: StackKind): string => `Rollcall-${stage}-${kind}`;
