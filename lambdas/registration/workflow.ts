import { type SFNClient, StartExecutionCommand } from '@aws-sdk/client-sfn';
import type { RegisterUserInput } from '../../contracts/workflows/register-user.ts';
import { errorNameOf } from '../platform/errors.ts';

export type StartWorkflow = (registrationId: string, input: RegisterUserInput) => Promise<void>;

/** Starts register-user under the registration's id; an execution of that name is this same operation. */
export function startWorkflow(client: SFNClient, stateMachineArn: string): StartWorkflow {
  return async (registrationId, input) => {
    try {
      await client.send(
        new StartExecutionCommand({ stateMachineArn, name: registrationId, input: JSON.stringify(input) }),
      );
    } catch (error) {
      if (errorNameOf(error) !== 'ExecutionAlreadyExists') throw error;
    }
  };
}
