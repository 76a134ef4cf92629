import * as z from 'zod/mini';
import { type ExternalIssuer, externalIssuer } from '../contracts/authentication.ts';

/** A wrong configuration, in one sentence: what is wrong and how to fix it. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/** Everything that differs between stages. */
export interface Settings {
  /** The event bus's name, of which each stage needs its own. */
  readonly busName: string;
  /** The sender of all mails. SES sends only for an identity that its owner has verified. */
  readonly mailSender: string;
  /** The recipient of alarms and of notices about deferred roles and failed rollbacks. */
  readonly operatorsAddress: string;
  /** The web application's URL, for links in mails; without a slash at the end. */
  readonly appUrl: string;
  /** The session cookie's name. Browsers accept the prefix `__Host-` over TLS only. */
  readonly sessionCookie: '__Host-rollcall' | 'rollcall';
  /** Providers whose ID tokens authenticate a user. */
  readonly externalIssuers: readonly ExternalIssuer[];
  readonly logRetentionDays: 1 | 30 | 365;
  /** `retain` keeps tables, user pool and keys when a stack is deleted, and protects them against deletion. */
  readonly removal: 'destroy' | 'retain';
  /** Days of events that the bus can replay; 0 for no archive. */
  readonly archiveDays: number;
  /** Whether the stage has alarms, a dashboard and a canary. */
  readonly monitoring: boolean;
}

/** Each stage's settings. A new stage is a new row. */
const stages = {
  /** Runs on the emulator, which has no AWS::Events::Archive and no metrics that could fire an alarm. */
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
    monitoring: false,
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
    monitoring: true,
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
    // The retention of the journal's rows, which are the other source of a replay.
    archiveDays: 90,
    monitoring: true,
  },
} as const satisfies Record<string, Settings>;
export type Stage = keyof typeof stages;

export const stageNames = Object.keys(stages) as readonly Stage[];

/**
 * Throws ConfigError for two stages with one bus name: in one account each would get the other's events. `local` has
 * the emulator to itself.
 */
export function refuseSharedBusNames(settings: Readonly<Record<string, Pick<Settings, 'busName'>>>): void {
  const stageOfBus = new Map<string, string>();
  for (const [stage, { busName }] of Object.entries(settings)) {
    if (stage === 'local') continue;
    const other = stageOfBus.get(busName);
    if (other !== undefined) {
      throw new ConfigError(
        `The stages ${other} and ${stage} have the same busName ${busName}; give each its own in lib/config.ts.`,
      );
    }
    stageOfBus.set(busName, stage);
  }
}

export interface Config extends Settings {
  readonly stage: Stage;
}

// zod/mini has no messages of its own. Each of these completes a sentence: "the context value x ...".
const stage = z.enum(stageNames, { error: `must be one of ${stageNames.join(', ')}` });
const address = z.email({ error: 'must be an e-mail address, such as rollcall@example.com' });
const webAddress = z
  .string()
  .check(z.regex(/^https?:\/\/[^/\s]+(\/[^/\s]+)*$/, { error: 'must be a web address without a slash at the end' }));

/** JSON, because context values are text. */
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
 * `mailSender`, `operatorsAddress`, `appUrl` and `externalIssuers` (JSON) override the stage's. Throws ConfigError.
 */
export function readConfig(contextOf: (key: string) => unknown): Config {
  refuseSharedBusNames(stages);
  const keys = Object.keys(context.shape);
  const given = Object.fromEntries(keys.map((key) => [key, contextOf(key)]));
  const parsed = z.safeParse(context, given);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    const key = String(issue?.path[0]);
    throw new ConfigError(`The context value ${key} ${issue?.message}; pass it to cdk as -c ${key}=...`);
  }
  const overrides = Object.entries(parsed.data).filter(([, value]) => value !== undefined);
  return { ...stages[parsed.data.stage], ...Object.fromEntries(overrides), stage: parsed.data.stage };
}

export type StackKind = 'Data' | 'App' | 'Watch';

/** A stack's name in CloudFormation. The monitoring stack is `Watch`: renaming it would replace its resources. */
export const stackName = (stage: Stage, kind: StackKind): string => `Rollcall-${stage}-${kind}`;
