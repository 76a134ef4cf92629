import { DescribeExecutionCommand, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { RegisterUserInput } from '../../../contracts/registration.ts';
import { conditionHeld, type DynamoDBDocumentClient, GetCommand, PutCommand } from '../../platform/aws/dynamo.ts';
import { errorNameOf } from '../../platform/errors.ts';
import { traceHeader } from '../../platform/observability/request-context.ts';
import { userIdOf } from '../../platform/runtime.ts';
import { dueToStart, type EmailLock, emailLockKey, isRunning, type RegistrationRecord, recordKey } from './record.ts';

/**
 * Starts the register-user state machine. The execution's name is the registration's id, so that a repeated start is
 * the same operation and no second execution starts.
 */
export type StartRegistration = (registrationId: string, input: RegisterUserInput) => Promise<'started' | 'exists'>;

export function startRegistration(
  client: SFNClient,
  stateMachineArn: string,
  traceOf: () => string | undefined = traceHeader,
): StartRegistration {
  return async (registrationId, input) => {
    try {
      const command = { stateMachineArn, name: registrationId, input: JSON.stringify(input) };
      // So that the request and its execution are one trace.
      await client.send(new StartExecutionCommand({ ...command, traceHeader: traceOf() }));
      return 'started';
    } catch (error) {
      if (errorNameOf(error) === 'ExecutionAlreadyExists') return 'exists';
      throw error;
    }
  };
}

/** Starts the workflow when it never ran, and returns whether it runs now. */
export type StartOrDescribe = (registrationId: string, input: RegisterUserInput) => Promise<'running' | 'ended'>;

export function startOrDescribe(client: SFNClient, stateMachineArn: string): StartOrDescribe {
  const start = startRegistration(client, stateMachineArn);
  // arn:...:stateMachine:<machine> and arn:...:execution:<machine>:<name>
  const executionArn = (name: string) => `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;

  return async (registrationId, input) => {
    // While it runs, AWS answers a start of the same input as if it had started it.
    if ((await start(registrationId, input)) === 'started') return 'running';
    const command = new DescribeExecutionCommand({ executionArn: executionArn(registrationId) });
    return (await client.send(command)).status === 'RUNNING' ? 'running' : 'ended';
  };
}

// Strong reads in steps that grow from 50 to 400 ms.
const FIRST_STEP_MS = 50;
const MAX_STEP_MS = 400;

// The gateway gives up at 30 s and clients earlier.
const MAX_WAIT_MS = 8_000;

export interface WaitDependencies {
  readonly store: Pick<Admissions, 'find'>;
  /** Milliseconds since any fixed moment. */
  readonly now: () => number;
  readonly sleep: (ms: number) => Promise<void>;
}

export interface WaitCondition {
  readonly isReached: (record: RegistrationRecord) => boolean;
  readonly timeoutMs: number;
}

/** Reads the record until the condition is reached or the time is over; never DescribeExecution, which takes 15 calls a second. */
export function awaitRecord({ store, now, sleep }: WaitDependencies, { isReached, timeoutMs }: WaitCondition) {
  return async (registrationId: string): Promise<RegistrationRecord | undefined> => {
    const deadline = now() + timeoutMs;
    for (let step = FIRST_STEP_MS; ; step = Math.min(step * 1.5, MAX_STEP_MS)) {
      const record = await store.find(registrationId);
      const reached = record !== undefined && isReached(record);
      if (reached || now() + step > deadline) return record;
      await sleep(step);
    }
  };
}

/** Reads the record until the registration has ended or 8 s are over. */
export const awaitEnd = (deps: WaitDependencies) =>
  awaitRecord(deps, { isReached: (record) => !isRunning(record), timeoutMs: MAX_WAIT_MS });

/** The registrations table for those who start registrations: the API, sign-up, and external logins. */
export interface Admissions {
  find(registrationId: string): Promise<RegistrationRecord | undefined>;
  /** Creates the record before its workflow is started; false when the registration has a record already. */
  admit(record: RegistrationRecord): Promise<boolean>;
  /** Who has the address; undefined when it is free. */
  holderOf(email: string): Promise<EmailLock | undefined>;
}

export interface Admission {
  readonly registrationId: string;
  readonly input: RegisterUserInput;
  readonly correlationId: string;
  readonly at: Date;
  /** SHA-256 of the request, where it came with an idempotency key. */
  readonly requestHash?: string;
}

/** The record of a registration whose workflow is about to be started; the sweeper starts it when the caller does not. */
export function admittedRecord({ registrationId, input, at, ...more }: Admission): RegistrationRecord {
  const time = at.toISOString();
  return {
    ...input,
    ...more,
    registrationId,
    userId: userIdOf(registrationId),
    state: 'reserved',
    steps: [{ state: 'reserved', at: time }],
    createdAt: time,
    updatedAt: time,
    ...dueToStart(at),
  };
}

export function admissions(client: DynamoDBDocumentClient, table: string): Admissions {
  // Strong reads: the caller acts upon the item, which was often written a moment ago.
  async function read(Key: { readonly pk: string }) {
    return (await client.send(new GetCommand({ TableName: table, Key, ConsistentRead: true }))).Item;
  }

  return {
    find: async (registrationId) => (await read(recordKey(registrationId))) as RegistrationRecord | undefined,
    holderOf: async (email) => (await read(emailLockKey(email))) as EmailLock | undefined,
    async admit(record) {
      const Item = { ...recordKey(record.registrationId), ...record };
      const ConditionExpression = 'attribute_not_exists(pk)';
      return conditionHeld(client.send(new PutCommand({ TableName: table, Item, ConditionExpression })));
    },
  };
}
