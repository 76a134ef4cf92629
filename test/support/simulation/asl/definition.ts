import { readFileSync } from 'node:fs';
import { functions } from '../../../../lib/functions/index.ts';

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
  readonly TimeoutSeconds?: number;
}

export interface Definition {
  readonly StartAt: string;
  readonly TimeoutSeconds: number;
  readonly States: Readonly<Record<string, State>>;
}

export const PUT_EVENTS = 'arn:aws:states:::events:putEvents';
export const INVOKE = 'arn:aws:states:::lambda:invoke';

const known = new Set(
  'Type Comment Resource Arguments Assign Output Retry Catch Choices Default Next Error Cause TimeoutSeconds'.split(
    ' ',
  ),
);

const file = new URL('../../../../statemachines/register-user.asl.json', import.meta.url);

/** register-user as it is deployed, before its placeholders are filled. */
export const registerUserText = readFileSync(file, 'utf8');

const read = new Map<string, Definition>();

/** The entry point below lambdas/ of the function that a placeholder names. */
function entryOf(name: string): string {
  const rows: Readonly<Record<string, { readonly entry: string }>> = functions;
  const row = rows[name];
  if (row === undefined) throw new Error(`the state machine invokes ${name}, which has no row in lib/functions`);
  return row.entry;
}

/** Reads a definition, each text once; a function's ARN is its entry point here. */
export function parseDefinition(text: string): Definition {
  const definition = read.get(text) ?? parse(text);
  read.set(text, definition);
  return definition;
}

function parse(text: string): Definition {
  const filled = text.replace(/\$\{(\w+)Arn\}/g, (_, name) => entryOf(name)).replace(/\$\{EventBusName\}/, 'rollcall');
  const definition: Definition = JSON.parse(filled);
  for (const [name, state] of Object.entries(definition.States)) {
    const strange = Object.keys(state).filter((field) => !known.has(field));
    if (strange.length > 0) throw new Error(`the interpreter does not know ${strange} in ${name}`);
  }
  return definition;
}

/** Refuses a task that cannot run here. A task's own Catch would hide the error of an execution. */
export function checkTasks({ States }: Definition, entries: readonly string[]): void {
  for (const [name, { Type, Resource, Arguments }] of Object.entries(States)) {
    if (Type !== 'Task' || Resource === PUT_EVENTS) continue;
    if (Resource !== INVOKE) throw new Error(`the simulation does not know the resource ${Resource} of ${name}`);
    const { FunctionName: entry } = Arguments as { readonly FunctionName: string };
    if (!entries.includes(entry)) throw new Error(`the simulation has no function ${entry}, which ${name} invokes`);
  }
}

const nextStates = ({ Next, Default, Choices = [], Catch = [] }: State): readonly string[] =>
  [Next, Default, ...Choices.map((rule) => rule.Next), ...Catch.map((handler) => handler.Next)].filter(
    (name) => name !== undefined,
  );

/** Every try until its time-out, and the longest wait before each retry. */
const taskSeconds = ({ TimeoutSeconds = 0, Retry = [] }: State): number =>
  Retry.reduce((seconds, { MaxAttempts, IntervalSeconds, BackoffRate }) => {
    const waits = Array.from({ length: MaxAttempts }, (_, retry) => IntervalSeconds * BackoffRate ** retry);
    return seconds + waits.reduce((sum, wait) => sum + wait + TimeoutSeconds, 0);
  }, TimeoutSeconds);

/** Seconds that an execution takes at most, time-outs and waits included. */
export function longestPathSeconds(definition: Definition, from = definition.StartAt): number {
  const state = definition.States[from];
  if (state === undefined) throw new Error(`there is no state ${from}`);
  const rest = nextStates(state).map((next) => longestPathSeconds(definition, next));
  return taskSeconds(state) + Math.max(0, ...rest);
}
