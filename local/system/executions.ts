import { setTimeout as pause } from 'node:timers/promises';
import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  ListExecutionsCommand,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type * as z from 'zod/mini';
import type { registerUserInput } from '../../contracts/registration.ts';
import { waitFor } from './wait.ts';

export type RegistrationInput = z.input<typeof registerUserInput>;

/** The ARN of an execution, from its state machine and its name. */
export const executionArnOf = (stateMachineArn: string, name: string): string =>
  `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;

// The state machine's own retries end before that.
const MAX_SECONDS = 120;

/** Whether this call started it; false when an execution of that name exists already. */
async function start(client: SFNClient, stateMachineArn: string, name: string, input: string): Promise<boolean> {
  try {
    await client.send(new StartExecutionCommand({ stateMachineArn, name, input }));
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ExecutionAlreadyExists') return false;
    throw error;
  }
}

export interface EndedRegistration {
  readonly started: boolean;
  /** Undefined when it has not ended within two minutes. */
  readonly execution: DescribeExecutionCommandOutput | undefined;
}

/** Runs a registration as an operator would by hand, or finds the one of that name, and waits for its end. */
export async function runRegistration(
  client: SFNClient,
  stateMachineArn: string,
  name: string,
  input: RegistrationInput,
): Promise<EndedRegistration> {
  const started = await start(client, stateMachineArn, name, JSON.stringify(input));
  const executionArn = executionArnOf(stateMachineArn, name);
  const look = async () => {
    const execution = await client.send(new DescribeExecutionCommand({ executionArn }));
    return execution.status === 'RUNNING' ? undefined : execution;
  };
  return { started, execution: await waitFor(look, { seconds: MAX_SECONDS }) };
}

/** A state that an execution has entered. */
export interface EnteredState {
  readonly name: string;
  readonly enteredAt: Date;
}

const statesIn = (events: readonly HistoryEvent[]): readonly EnteredState[] =>
  events.flatMap(({ stateEnteredEventDetails, timestamp }) =>
    stateEnteredEventDetails?.name && timestamp ? [{ name: stateEnteredEventDetails.name, enteredAt: timestamp }] : [],
  );

/** The states that an execution has entered so far, in order; empty when there is no such execution yet. */
export async function enteredStates(client: SFNClient, executionArn: string): Promise<readonly EnteredState[]> {
  try {
    const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
    return statesIn(events);
  } catch (error) {
    if (error instanceof Error && error.name === 'ExecutionDoesNotExist') return [];
    throw error;
  }
}

// Newest first: the execution is among the last few, whatever other callers register at the same time.
const MAX_CANDIDATES = 10;

export interface ExecutionQuery {
  readonly client: SFNClient;
  readonly stateMachineArn: string;
  readonly correlationId: string;
}

/**
 * Finds the execution whose input carries `correlationId`: the API returns the registration's id in its answer only,
 * and the progress is shown before. Undefined when it has not started yet.
 */
async function findExecution({ client, stateMachineArn, correlationId }: ExecutionQuery): Promise<string | undefined> {
  const { executions = [] } = await client.send(
    new ListExecutionsCommand({ stateMachineArn, maxResults: MAX_CANDIDATES }),
  );
  const described = await Promise.all(
    executions.map(({ executionArn }) => client.send(new DescribeExecutionCommand({ executionArn }))),
  );
  return described.find(({ input }) => input?.includes(`"${correlationId}"`))?.executionArn;
}

// Often enough to look alive, seldom enough for DescribeExecution's 15 calls a second.
const POLL_MS = 200;

/** Calls back with each state of an execution as it is entered, until `work` has ended; returns what `work` returns. */
export async function watchExecution<Result>(
  query: ExecutionQuery,
  work: Promise<Result>,
  onState: (state: EnteredState, first: EnteredState) => void,
): Promise<Result> {
  let executionArn: string | undefined;
  let reported = 0;
  const poll = async () => {
    executionArn ??= await findExecution(query);
    const states = executionArn === undefined ? [] : await enteredStates(query.client, executionArn);
    for (const state of states.slice(reported)) onState(state, states[0] ?? state);
    reported = Math.max(reported, states.length);
  };
  let isWorking = true;
  const ended = work.finally(() => {
    isWorking = false;
  });
  // The caller gets its failure through the return below.
  ended.catch(() => {});
  while (isWorking) {
    await poll();
    await Promise.race([ended.catch(() => {}), pause(POLL_MS)]);
  }
  const result = await ended;
  await poll();
  return result;
}
