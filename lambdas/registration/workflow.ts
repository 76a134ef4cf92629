import { DescribeExecutionCommand, type SFNClient } from '@aws-sdk/client-sfn';
import type { RegisterUserInput } from '../../contracts/workflows/register-user.ts';
import { type StartRegistration, startRegistration } from '../domain/registration/start.ts';

/** The register-user machine, whose executions are named by their registrations. */
export interface Workflow {
  readonly start: StartRegistration;
  /** Starts it when it never ran, and says whether it runs now. */
  startOrLook(registrationId: string, input: RegisterUserInput): Promise<'running' | 'ended'>;
}

export function registerUserWorkflow(
  client: SFNClient,
  stateMachineArn: string,
  traceOf?: () => string | undefined,
): Workflow {
  // arn:...:stateMachine:<machine> and arn:...:execution:<machine>:<name>
  const executionArn = (name: string) => `${stateMachineArn.replace(':stateMachine:', ':execution:')}:${name}`;

  const start = startRegistration(client, stateMachineArn, traceOf);

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
