import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';

const names = z.record(z.string(), z.string());

/** Where everything is: `.rollcall/outputs.json`. */
export const outputs = z.object({
  endpoint: z.string(),
  region: z.string(),
  apiUrl: z.string(),
  userPoolId: z.string(),
  userPoolClientId: z.string(),
  stateMachineArn: z.string(),
  eventBusName: z.string(),
  /** Table names, by the names of contracts/internal/tables.ts. */
  tables: names,
  /** Queue addresses: `audit`, `auditDlq`, and so on. */
  queues: names,
  /** Functions that commands invoke: `reconcile`. */
  functions: z._default(names, {}),
});
export type Outputs = z.infer<typeof outputs>;

type StackOutputs = Readonly<Record<string, string>>;

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

/** Outputs named `<Name><suffix>`, by name. */
function named(given: StackOutputs, suffix: string, nameOf: (name: string) => string): Record<string, string> {
  // Exports from one stack to another have names of CDK's own.
  const keys = Object.keys(given).filter((key) => key.endsWith(suffix) && !key.startsWith('Exports'));
  return Object.fromEntries(keys.map((key) => [nameOf(lowerFirst(key.slice(0, -suffix.length))), given[key] ?? '']));
}

export interface Place {
  readonly endpoint: string;
  readonly region: string;
  /** The HTTP API's address; the stack's own output when absent. */
  readonly apiUrl?: string;
}

/** The stacks' outputs in the form of outputs.json. Throws when the stacks lack one. */
export function outputsOf(given: StackOutputs, place: Place): Outputs {
  return outputs.parse({
    endpoint: place.endpoint,
    region: place.region,
    apiUrl: (place.apiUrl ?? given.ApiUrl)?.replace(/\/+$/, ''),
    userPoolId: given.UserPoolId,
    userPoolClientId: given.UserPoolClientId,
    stateMachineArn: given.StateMachineArn,
    eventBusName: given.EventBusName,
    tables: named(given, 'Table', (name) => name),
    queues: { ...named(given, 'Queue', (name) => name), ...named(given, 'Dlq', (name) => `${name}Dlq`) },
    functions: named(given, 'Function', (name) => name),
  });
}

/**
 * The API's address on the emulator. `$default` is encoded: a shell would replace it as a variable, and
 * the address is to be pasted.
 */
export const emulatorApiUrl = (endpoint: string, apiId: string): string =>
  `${endpoint}/_aws/execute-api/${apiId}/%24default`;

export function writeOutputs(file: string, content: Outputs): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify(content, undefined, 2)}\n`);
}

/** Undefined when there is no such file, or none that this version wrote. */
export function readOutputs(file: string): Outputs | undefined {
  try {
    return outputs.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}
