import { type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { RegisterUserInput } from '../../../contracts/workflows/register-user.ts';
import { errorNameOf } from '../../platform/errors.ts';
import { traceHeader } from '../../platform/observability/trace.ts';

/** Starts the register-user machine; an execution of that name is this same operation, and no second one starts. */
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
