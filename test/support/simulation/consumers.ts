import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { EVENT_SOURCE, type EventType } from '../../../contracts/events/index.ts';
import type { FunctionName } from './functions/functions.ts';
import { Queue } from './queue.ts';
import type { BusEvent } from './services/bus.ts';
import type { VirtualTime } from './virtual-time.ts';

interface Rule {
  readonly by: FunctionName;
  /** Which events it gets; every one of Rollcall's when absent. */
  readonly types?: readonly EventType[];
}

/** lib/stacks/app-stack.ts: who gets which events. */
const rules: readonly Rule[] = [
  { by: 'audit/record-entry' },
  { by: 'logging/log-event' },
  {
    by: 'mail/send-mail',
    types: [
      'UserRegistered',
      'RoleAssignmentDeferred',
      'UserRollbackFailed',
      'InvitationCreated',
      'PlatformAlertRaised',
    ],
  },
  { by: 'invitations/accept-invitation', types: ['UserRegistered'] },
];

const FINISHER = 'registration/finish-registration' satisfies FunctionName;

export type Invoke = (by: FunctionName, event: unknown) => Promise<unknown>;

/** The queues behind the bus, and the one for executions that ended badly. */
export class Consumers {
  readonly #queues: ReadonlyMap<FunctionName, Queue>;
  readonly #copies: () => number;

  /** `copies` says how often a message is delivered: once, or more. */
  constructor(time: VirtualTime, invoke: Invoke, copies: () => number) {
    const names: readonly FunctionName[] = [...rules.map(({ by }) => by), FINISHER];
    const handle = (by: FunctionName) => (event: SQSEvent) => invoke(by, event) as Promise<SQSBatchResponse>;
    this.#queues = new Map(names.map((by) => [by, new Queue(time, handle(by))]));
    this.#copies = copies;
  }

  get all(): readonly (readonly [FunctionName, Queue])[] {
    return [...this.#queues];
  }

  deliver(event: BusEvent): void {
    for (const { by, types } of rules) {
      const asked = types === undefined || (types as readonly string[]).includes(event['detail-type']);
      if (asked && event.source === EVENT_SOURCE) this.#send(by, event);
    }
  }

  /** "Step Functions Execution Status Change", which AWS delivers at least once, too. */
  executionEnded(detail: { readonly name: string; readonly status: string; readonly input: string }): void {
    this.#send(FINISHER, { source: 'aws.states', detail });
  }

  #send(by: FunctionName, event: object): void {
    const body = JSON.stringify(event);
    for (let copies = this.#copies(); copies > 0; copies -= 1) this.#queues.get(by)?.send(body);
  }
}
