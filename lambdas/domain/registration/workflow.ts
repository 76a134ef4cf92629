import { DescribeExecutionCommand, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { RegisterUserInput } from '../../../contracts/workflows/register-user.ts';
import { errorNameOf } from '../../platform/errors.ts';
import { traceHeader } from '../../platform/observability/trace.ts';
import type { Admissions } from './admission.ts';
import { isRunning, type RegistrationRecord } from './record.ts';

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
