import { readFileSync } from 'node:fs';

export interface Retry {
  readonly ErrorEquals: readonly string[];
  readonly IntervalSeconds: number;
  readonly MaxAttempts: number;
  readonly BackoffRate: number;
}

interface Catch {
  readonly ErrorEquals: readonly string[];
  readonly Assign?: object;
  readonly Next: string;
}

interface Rule {
  readonly Condition: string;
  readonly Next: string;
  readonly Assign?: object;
  readonly Output?: unknown;
}

/** A state, with what the interpreter knows of the language; anything else is refused. */
export interface State {
  readonly Type: 'Task' | 'Choice' | 'Succeed' | 'Fail';
  readonly Resource?: string;
  readonly Arguments?: unknown;
  readonly Assign?: object;
  readonly Output?: unknown;
  readonly Retry?: readonly Retry[];
  readonly Catch?: readonly Catch[];
  readonly Choices?: readonly Rule[];
  readonly Default?: string;
  readonly Next?: string;
  readonly Error?: string;
  readonly Cause?: string;
}

export interface Definition {
  readonly StartAt: string;
  readonly TimeoutSeconds: number;
  readonly States: Readonly<Record<string, State>>;
}

const known = new Set(
  'Type Comment Resource Arguments Assign Output Retry Catch Choices Default Next Error Cause TimeoutSeconds'.split(
    ' ',
  ),
);

/** Which function an ARN's placeholder stands for. */
const entries: Readonly<Record<string, string>> = {
  ReserveRegistration: 'registration/reserve-registration',
  CreateUser: 'registration/create-user',
  AssignRoles: 'registration/assign-roles',
  DeferRoles: 'registration/defer-roles',
  RollBackUser: 'registration/roll-back-user',
  RecordRollbackFailure: 'registration/record-rollback-failure',
};

const file = new URL('../../../../statemachines/register-user.asl.json', import.meta.url);

/** register-user as it is deployed, before its placeholders are filled. */
export const registerUserText = readFileSync(file, 'utf8');

const read = new Map<string, Definition>();

/** Reads a definition, each text once; a function's ARN is its entry point here. */
export function parseDefinition(text: string): Definition {
  const definition = read.get(text) ?? parse(text);
  read.set(text, definition);
  return definition;
}

function parse(text: string): Definition {
  const filled = text
    .replace(/\$\{(\w+)Arn\}/g, (_, name) => entries[name] ?? name)
    .replace(/\$\{EventBusName\}/, 'rollcall');
  const definition: Definition = JSON.parse(filled);
  for (const [name, state] of Object.entries(definition.States)) {
    const strange = Object.keys(state).filter((field) => !known.has(field));
    if (strange.length > 0) throw new Error(`the interpreter does not know ${strange} in ${name}`);
  }
  return definition;
}
