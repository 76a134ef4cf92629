import { DescribeExecutionCommand, type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { RegisterUserInput } from '../../contracts/workflows/register-user.ts';
import { errorNameOf } from '../platform/errors.ts';
import { traceHeader } from '../platform/trace.ts';

/** The register-user machine, whose executions are named by their registrations. */
export interface Workflow {
  /** Starts it; an execution of that name is this same operation, and no second one starts. */
  start(registrationId: string, input: RegisterUserInput): Promise<'started' | 'exists'>;
  /** Starts it when it never ran, and says whether it runs now. */
  startOrLook(registrationId: string, input: RegisterUserInput): Promise<'running' | 'ended'>;
}

export function registerUserWorkflow(
  client: SFNClient,
  stateMachineArn: string,
  traceOf: () => string | undefined = traceHeader,
): Workflow {
  // arn:...:stateMachine:<machine> and arn:...:execution:<machine>:<name>
  const executionArn = (name: string) => `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;

  const start: Workflow['start'] = async (registrationId, input) => {
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

  return {
    start,
    startOrLook: async (registrationId, input) => {
      // While it runs, AWS answers a start of the same input as if it had started it.
      if ((await start(registrationId, input)) === 'started') return 'running';
      const command = new DescribeExecutionCommand({ executionArn: executionArn(registrationId) });
      return (await client.send(command)).status === 'RUNNING' ? 'running' : 'ended';
    },
  };
}
