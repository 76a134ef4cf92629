import { readFileSync } from 'node:fs';

/** The part of a state that the tests read. */
export interface State {
  readonly Type: string;
  readonly Resource?: string;
  readonly TimeoutSeconds?: number;
  readonly Retry?: readonly {
    readonly MaxAttempts: number;
    readonly JitterStrategy: string;
    readonly ErrorEquals: readonly string[];
    readonly Comment: string;
  }[];
  readonly Catch?: readonly { readonly Next: string }[];
}

export interface Definition {
  readonly QueryLanguage: string;
  readonly Comment: string;
  readonly TimeoutSeconds: number;
  readonly States: Readonly<Record<string, State>>;
}

const file = new URL('../../statemachines/register-user.asl.json', import.meta.url);

/** The definition with its placeholders filled: the functions' ARNs and the bus. */
export const definitionText = (): string =>
  readFileSync(file, 'utf8')
    .replace(/\$\{(\w+)Arn\}/g, 'arn:aws:lambda:eu-central-1:000000000000:function:$1')
    .replace(/\$\{EventBusName\}/g, 'rollcall');

export const definition = (): Definition => JSON.parse(definitionText());

/** The names of the states that are tasks, or that invoke a Lambda function. */
export const taskNames = ({ States }: Definition): readonly string[] =>
  Object.keys(States).filter((name) => States[name]?.Type === 'Task');
export const lambdaTaskNames = ({ States }: Definition): readonly string[] =>
  Object.keys(States).filter((name) => States[name]?.Resource === 'arn:aws:states:::lambda:invoke');

/** The JSONata expressions below `node`, without `{%` and `%}`. */
export function expressions(node: unknown): readonly string[] {
  if (typeof node === 'string') return node.startsWith('{%') ? [node.slice(2, -2)] : [];
  if (typeof node !== 'object' || node === null) return [];
  return Object.values(node).flatMap(expressions);
}
