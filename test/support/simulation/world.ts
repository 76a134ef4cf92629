import { roleKey } from '../../../contracts/internal/tables.ts';
import type { ReconcileReport } from '../../../contracts/reconciliation.ts';
import { derivedId } from '../../../lambdas/platform/runtime.ts';
import { Activity, LambdaError } from './activity.ts';
import { checkTasks, PUT_EVENTS, parseDefinition, registerUserText } from './asl/definition.ts';
import { awsError } from './aws-error.ts';
import { clientsOf, type Operations } from './clients.ts';
import { type Apply, Cloud } from './cloud.ts';
import { Consumers, type Rule } from './consumers.ts';
import { Database } from './dynamo/database.ts';
import { type Fault, FaultPlan, STATES } from './fault.ts';
import { type ProductDependencies, productDependencies, type Wiring } from './functions/dependencies.ts';
import { type FunctionName, functions } from './functions/functions.ts';
import { JournalStream } from './journal-stream.ts';
import { type Random, seededRandom } from './random.ts';
import type { Answer } from './requests.ts';
import { seed } from './seed.ts';
import { Bus } from './services/bus.ts';
import { Executions } from './services/executions.ts';
import { generateMac } from './services/mac.ts';
import { Mailbox } from './services/mailbox.ts';
import { Pool } from './services/pool.ts';
import { Sweeper } from './sweeper.ts';
import { type Choose, inOrder, VirtualTime } from './virtual-time.ts';

export interface WorldOptions {
  readonly faults?: readonly Fault[];
  /** Who goes on next; in order when absent. */
  readonly choose?: Choose;
  readonly seed?: number;
  /** How often a message is delivered. */
  readonly copies?: () => number;
  /** Who gets which events; what registrations need when absent. */
  readonly rules?: readonly Rule[];
  readonly checksAliases?: boolean;
  /** How far a function's clock is ahead, in milliseconds. */
  readonly skewOf?: (by: FunctionName) => number;
  /** What a planted mutant passes in. */
  readonly deps?: Partial<ProductDependencies>;
  readonly definition?: string;
  /** A world at rest that this one goes on from. */
  readonly past?: World;
}

const START = Date.parse('2026-11-22T09:00:00.000Z');

/** All of Rollcall in one process: the product's own code between services that live in memory. */
export class World {
  readonly time: VirtualTime;
  readonly random: Random;
  readonly faults: FaultPlan;
  readonly database = new Database();
  readonly pool: Pool;
  readonly mailbox = new Mailbox();
  readonly executions: Executions;
  readonly consumers: Consumers;
  readonly stream: JournalStream;
  readonly sweeper: Sweeper;
  /** Every answer of the HTTP API, in order. */
  readonly answers: Answer[] = [];
  /** What the reconciler answered, in order. */
  readonly reports: ReconcileReport[] = [];
  /** Users that others created in the pool, by username. */
  readonly strangers = new Set<string>();
  /** Each line of its functions' log. */
  readonly log: string[] = [];
  /** How often an audit entry was written, by event id. */
  readonly appended = new Map<string, number>();
  readonly #cloud: Cloud;
  readonly #parts: ProductDependencies;
  readonly #skewOf: (by: FunctionName) => number;
  readonly #operations: Operations;
  readonly #bus: Bus;
  #ids = 0;

  constructor(options: WorldOptions = {}) {
    this.random = seededRandom(options.seed ?? 1);
    this.time = new VirtualTime(options.choose ?? inOrder, options.past?.time.now ?? START);
    this.faults = new FaultPlan(options.faults ?? []);
    this.pool = new Pool(options.checksAliases ?? false, this.time.clock);
    this.#parts = { ...productDependencies, ...options.deps };
    this.#skewOf = options.skewOf ?? (() => 0);
    this.#cloud = new Cloud(this.time, this.faults);
    this.consumers = new Consumers(this.time, this.invoke, options.copies ?? (() => 1), options.rules);
    this.#bus = new Bus((event) => this.consumers.deliver(event));
    this.stream = new JournalStream(this.time, (event) => this.invoke('journal/publish-journal', event) as never);
    this.sweeper = new Sweeper(this.time, this.database, this.invoke);
    const definition = parseDefinition(options.definition ?? registerUserText);
    checkTasks(definition, Object.keys(functions));
    this.executions = new Executions(definition, { task: this.#task, random: this.random }, this.time);
    this.#operations = {
      ...this.database.operations,
      ...this.pool.operations,
      ...this.executions.operations,
      PutEvents: (input, _by, refused) => this.#bus.putEvents(input, refused),
      SendEmail: (input) => this.mailbox.sendEmail(input),
      GenerateMac: (input) => generateMac(input),
    };
    this.#connect();
    if (options.past) this.#goOnFrom(options.past);
    else seed(this.database);
  }

  /** Runs a function as Lambda does; rejects when it throws or dies. */
  readonly invoke = async (by: FunctionName, event: unknown): Promise<unknown> => {
    const activity = new Activity(by);
    const aws = clientsOf(activity, this.#cloud, this.#operations);
    const { sleep } = this.time;
    const clock = () => new Date(this.time.now + this.#skewOf(by));
    const wiring: Wiring = functions[by];
    const handler = wiring({ aws, deps: this.#parts, clock, sleep, newId: this.newId });
    return Promise.race([handler(event as never, {} as never, undefined as never), activity.failed]);
  };

  readonly newId = (): string => {
    this.#ids += 1;
    return derivedId(`simulated:${this.#ids}`);
  };

  /** What an operator does in the console, which refuses a name that was used. */
  startByHand(name: string, input: object): void {
    if (this.executions.all.has(name)) return;
    this.#operations.StartExecution?.({ name, input: JSON.stringify(input) } as never, 'operator');
  }

  /** Deletes a role while registrations run that ask for it. */
  deleteRole(role: string): void {
    this.database.table('access').delete(roleKey(role));
  }

  #goOnFrom(past: World): void {
    this.#ids = past.#ids;
    this.database.copy(past.database);
    this.pool.copy(past.pool);
    this.mailbox.mails.push(...past.mailbox.mails);
    for (const [name, execution] of past.executions.all) this.executions.all.set(name, execution);
    for (const [eventId, count] of past.appended) this.appended.set(eventId, count);
    for (const stranger of past.strangers) this.strangers.add(stranger);
  }

  #connect(): void {
    this.database.onChange = ({ table, before, after }) => {
      if (table === 'journal') this.stream.write(before === undefined ? 'INSERT' : 'MODIFY', after);
      if (table === 'registrations') this.sweeper.arm(after.dueAt);
      if (table === 'audit') {
        const eventId = String(after.eventId);
        this.appended.set(eventId, (this.appended.get(eventId) ?? 0) + 1);
      }
    };
    this.executions.onEnd = ({ name, status, input }) => {
      if (status !== 'SUCCEEDED') this.consumers.executionEnded({ name, status, input });
    };
  }

  /** A state machine's task. Its errors are Lambda's, or the bus's. */
  readonly #task = async (resource: string, args: unknown): Promise<unknown> =>
    resource === PUT_EVENTS ? this.#announce(args) : this.#invokeTask(args);

  async #announce(args: unknown): Promise<unknown> {
    const { Entries } = args as { Entries: readonly { Source: string; DetailType: string; Detail: unknown }[] };
    const texts = Entries.map((entry) => ({ ...entry, Detail: JSON.stringify(entry.Detail) }));
    const put: Apply = (refused) => this.#bus.putEvents({ Entries: texts }, refused);
    const answer = (await this.#cloud.call(new Activity(STATES), { operation: 'PutEvents' }, put)) as {
      FailedEntryCount: number;
    };
    if (answer.FailedEntryCount > 0) throw new LambdaError('EventBridge.FailedEntry');
    return answer;
  }

  async #invokeTask(args: unknown): Promise<unknown> {
    const { FunctionName: target, Payload } = args as { FunctionName: FunctionName; Payload: unknown };
    await this.time.turn();
    const effect = this.faults.effectOn({ by: STATES, operation: 'Invoke', target });
    if (effect?.kind === 'error') throw awsError(effect.name);
    const answer = await this.invoke(target, JSON.parse(JSON.stringify(Payload))).catch(taskError);
    if (effect?.kind === 'ambiguous') throw awsError(effect.name);
    return { StatusCode: 200, Payload: JSON.parse(JSON.stringify(answer)) };
  }
}

/** A function's error as a task shows it: its name, and Lambda's JSON. */
function taskError(error: unknown): never {
  const { name, message } = error instanceof Error ? error : new Error('unknown');
  throw new LambdaError(name, JSON.stringify({ errorType: name, errorMessage: message, trace: [] }));
}
