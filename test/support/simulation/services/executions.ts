import { never } from '../activity.ts';
import type { Definition } from '../asl/definition.ts';
import { type End, type FunctionBindings, Interpreter } from '../asl/interpreter.ts';
import { awsError } from '../aws-error.ts';
import type { VirtualTime } from '../virtual-time.ts';

type Status = 'RUNNING' | End['status'] | 'ABORTED' | 'TIMED_OUT';

export interface Execution {
  readonly name: string;
  readonly input: string;
  status: Status;
  /** The states that it entered. */
  readonly entered: readonly string[];
  /** The expressions that could not be evaluated. */
  readonly broken: readonly string[];
  /** The error that it failed with. */
  error?: string;
  /** It was ended from outside. */
  stopped?: true;
}

interface Input {
  readonly name: string;
  readonly input: string;
}

/** Step Functions with one machine. */
export class Executions {
  readonly all = new Map<string, Execution>();
  readonly #definition: Definition;
  readonly #surroundings: Omit<FunctionBindings, 'sleep' | 'clock'>;
  readonly #time: VirtualTime;
  /** Called when one has ended, however. */
  onEnd: (execution: Execution) => void = () => {};

  constructor(definition: Definition, bindings: Omit<FunctionBindings, 'sleep' | 'clock'>, time: VirtualTime) {
    this.#definition = definition;
    this.#surroundings = bindings;
    this.#time = time;
  }

  readonly operations: Readonly<Record<string, (input: never) => object>> = {
    StartExecution: (input: Input) => this.#start(input),
    DescribeExecution: ({ executionArn }: { executionArn: string }) => this.#describe(executionArn),
  };

  /** Ends a running execution from outside; the functions that it invoked go on. */
  stop(name: string, status: 'ABORTED' | 'TIMED_OUT'): void {
    const execution = this.all.get(name);
    if (execution?.status !== 'RUNNING') return;
    execution.stopped = true;
    this.#end(execution, status);
  }

  #start({ name, input }: Input) {
    const earlier = this.all.get(name);
    if (earlier && (earlier.status !== 'RUNNING' || earlier.input !== input)) throw awsError('ExecutionAlreadyExists');
    if (earlier === undefined) this.#run(name, input);
    return { executionArn: `arn:execution:${name}` };
  }

  #describe(arn: string) {
    const execution = this.all.get(arn.split(':').at(-1) ?? '');
    if (execution === undefined) throw awsError('ExecutionDoesNotExist');
    return { status: execution.status };
  }

  #run(name: string, input: string): void {
    const bindings: FunctionBindings = {
      ...this.#surroundings,
      task: (resource, args) => (execution.status === 'RUNNING' ? this.#surroundings.task(resource, args) : never()),
      sleep: this.#time.sleep,
      clock: this.#time.clock,
    };
    const interpreter = new Interpreter(this.#definition, bindings, name, JSON.parse(input));
    const execution: Execution = { name, input, status: 'RUNNING', ...interpreter.traces };
    this.all.set(name, execution);
    this.#time.after(this.#definition.TimeoutSeconds * 1000, () => {
      if (execution.status === 'RUNNING') this.#end(execution, 'TIMED_OUT');
    });
    interpreter.run().then((end) => {
      if (execution.status !== 'RUNNING') return;
      if (end.status === 'FAILED') execution.error = end.error;
      this.#end(execution, end.status);
    });
  }

  #end(execution: Execution, status: Status): void {
    execution.status = status;
    this.onEnd(execution);
  }
}
