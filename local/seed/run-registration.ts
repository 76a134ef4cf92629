import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  type SFNClient,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import type * as z from 'zod/mini';
import type { registerUserInput } from '../../contracts/workflows/register-user.ts';
import { waitFor } from '../command/wait.ts';

export type RegistrationInput = z.input<typeof registerUserInput>;

/** Where an execution is found, from its machine and its name. */
export const executionArnOf = (stateMachineArn: string, name: string): string =>
  `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;

// The machine's own retries end before that.
const MAX_SECONDS = 120;

/** Whether this call started it; false when an execution of that name is there already. */
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
  /** Undefined when it was not over in two minutes. */
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
