import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { EVENT_SOURCE, type EventType } from '../../../contracts/events/index.ts';
import { mailedEvents } from '../../../contracts/mail.ts';
import type { FunctionName } from './functions/functions.ts';
import { Queue } from './queue.ts';
import type { BusEvent } from './services/bus.ts';
import type { VirtualTime } from './virtual-time.ts';

export interface Rule {
  readonly by: FunctionName;
  /** Which events it gets; every one of Rollcall's when absent. */
  readonly types?: readonly EventType[];
}

/** lib/stacks/app-stack.ts: who gets which events, as far as registrations go. */
const rules: readonly Rule[] = [
  { by: 'audit/record-entry' },
  { by: 'logging/log-event' },
  { by: 'mail/send-mail', types: mailedEvents },
  { by: 'invitations/accept-invitation', types: ['UserRegistered', 'UserVerificationCompleted'] },
];

/** Also the consumers of role events: they add events of their own, and change nothing for registrations. */
export const rulesAboutRoles: readonly Rule[] = [
  ...rules,
  {
    by: 'access/invalidate-cache',
    types: ['RoleAssignmentSucceeded', 'RoleRevocationSucceeded', 'PermissionGroupsSet'],
  },
  {
    by: 'sessions/end-sessions',
    types: ['RoleRevocationSucceeded', 'UserDisabled', 'UserDeleted', 'AllSessionsRevoked'],
  },
];

const FINISHER = 'registration/finish-registration' satisfies FunctionName;

export type Invoke = (by: FunctionName, event: unknown) => Promise<unknown>;

/** The queues behind the bus, and the one for executions that ended badly. */
export class Consumers {
  readonly #queues: ReadonlyMap<FunctionName, Queue>;
  readonly #copies: () => number;
  readonly #rules: readonly Rule[];

  /** `copies` says how often a message is delivered: once, or more. */
  constructor(time: VirtualTime, invoke: Invoke, copies: () => number, who: readonly Rule[] = rules) {
    this.#rules = who;
    const names: readonly FunctionName[] = [...who.map(({ by }) => by), FINISHER];
    const handle = (by: FunctionName) => (event: SQSEvent) => invoke(by, event) as Promise<SQSBatchResponse>;
    this.#queues = new Map(names.map((by) => [by, new Queue(time, handle(by))]));
    this.#copies = copies;
  }

  get all(): readonly (readonly [FunctionName, Queue])[] {
    return [...this.#queues];
  }

  deliver(event: BusEvent): void {
    for (const { by, types } of this.#rules) {
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
