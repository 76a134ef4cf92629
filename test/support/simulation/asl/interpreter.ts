import type { Definition, Retry, State } from './definition.ts';
import { evaluate } from './jsonata.ts';
import { errorOutput, StatesError } from './states-error.ts';

/** What an execution needs of the world. */
export interface FunctionBindings {
  /** Runs a task; throws an error whose name and message are Step Functions' Error and Cause. */
  readonly task: (resource: string, args: unknown) => Promise<unknown>;
  readonly sleep: (ms: number) => Promise<void>;
  readonly clock: () => Date;
  /** From 0 to below 1: the part of a wait that full jitter takes. */
  readonly random: () => number;
}

interface Step {
  readonly next: string;
  readonly output: unknown;
}

/** How an execution ended by itself. */
export type End =
  | { readonly status: 'SUCCEEDED'; readonly output: unknown }
  | { readonly status: 'FAILED'; readonly error: string; readonly cause: string };

const matches = ({ ErrorEquals }: { readonly ErrorEquals: readonly string[] }, error: StatesError): boolean =>
  ErrorEquals.some((name) => name === error.name || (name === 'States.ALL' && error.name !== 'States.Runtime'));

const statesError = (error: unknown): StatesError => {
  const { Error: name, Cause } = errorOutput(error);
  return new StatesError(name, Cause);
};

/** One execution of a state machine in JSONata. */
export class Interpreter {
  readonly #definition: Definition;
  readonly #surroundings: FunctionBindings;
  readonly #execution: { readonly Name: string; readonly Input: unknown; readonly StartTime: string };
  readonly #variables: Record<string, unknown> = {};
  #enteredTime = '';
  /** The states that it entered, and what could not be evaluated, which a Catch hides. */
  readonly traces: { readonly entered: string[]; readonly broken: string[] } = { entered: [], broken: [] };

  constructor(definition: Definition, bindings: FunctionBindings, name: string, input: unknown) {
    this.#definition = definition;
    this.#surroundings = bindings;
    this.#execution = { Name: name, Input: input, StartTime: bindings.clock().toISOString() };
  }

  async run(): Promise<End> {
    try {
      let step: Step = { next: this.#definition.StartAt, output: this.#execution.Input };
      for (;;) {
        const state = this.#enter(step.next);
        if (state.Type === 'Succeed') return { status: 'SUCCEEDED', output: step.output };
        if (state.Type === 'Fail') return await this.#fail(state, step.output);
        step = await (state.Type === 'Choice' ? this.#choose(state, step.output) : this.#doTask(state, step.output));
      }
    } catch (error) {
      const { Error: name, Cause: cause } = errorOutput(error);
      return { status: 'FAILED', error: name, cause };
    }
  }

  #enter(name: string): State {
    const state = this.#definition.States[name];
    if (state === undefined) throw new Error(`there is no state ${name}`);
    this.traces.entered.push(name);
    this.#enteredTime = this.#surroundings.clock().toISOString();
    return state;
  }

  async #evaluate(template: unknown, states: object): Promise<unknown> {
    const context = { Execution: this.#execution, State: { EnteredTime: this.#enteredTime } };
    try {
      return await evaluate(template, { ...this.#variables, states: { context, ...states } });
    } catch (error) {
      this.traces.broken.push(errorOutput(error).Cause);
      throw error;
    }
  }

  async #fail({ Error: error, Cause: cause }: State, input: unknown): Promise<End> {
    const words = (await this.#evaluate({ error, cause }, { input })) as { error: string; cause: string };
    return { status: 'FAILED', ...words };
  }

  /** Evaluates everything first: what a state assigns is not visible in its own output. */
  async #leave(
    next: string,
    { Assign = {}, Output }: Pick<State, 'Assign' | 'Output'>,
    states: object,
    otherwise: unknown,
  ) {
    const assigned = (await this.#evaluate(Assign, states)) as object;
    const output = Output === undefined ? otherwise : await this.#evaluate(Output, states);
    Object.assign(this.#variables, assigned);
    return { next, output };
  }

  async #choose(state: State, input: unknown): Promise<Step> {
    for (const rule of state.Choices ?? []) {
      const fits = await this.#evaluate(rule.Condition, { input });
      if (fits === true) return this.#leave(rule.Next, rule, { input }, input);
    }
    return this.#leave(state.Default ?? '', state, { input }, input);
  }

  async #doTask(state: State, input: unknown): Promise<Step> {
    try {
      const result = await this.#tryTask(state, input);
      return await this.#leave(state.Next ?? '', state, { input, result }, result);
    } catch (error) {
      const failed = statesError(error);
      const handler = state.Catch?.find((one) => matches(one, failed));
      if (handler === undefined) throw failed;
      const output = errorOutput(failed);
      return this.#leave(handler.Next, { ...handler, Output: undefined }, { input, errorOutput: output }, output);
    }
  }

  async #tryTask(state: State, input: unknown): Promise<unknown> {
    const tries = new Map<Retry, number>();
    for (;;) {
      try {
        const args = await this.#evaluate(state.Arguments, { input });
        return await this.#surroundings.task(state.Resource ?? '', args);
      } catch (error) {
        const failed = statesError(error);
        const retry = state.Retry?.find((one) => matches(one, failed));
        const count = (retry && tries.get(retry)) ?? 0;
        if (retry === undefined || count >= retry.MaxAttempts) throw failed;
        tries.set(retry, count + 1);
        const most = retry.IntervalSeconds * 1000 * retry.BackoffRate ** count;
        await this.#surroundings.sleep(most * this.#surroundings.random());
      }
    }
  }
}
