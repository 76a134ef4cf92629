import { randomUUID } from 'node:crypto';
import {
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { userIdOf } from '../../../lambdas/platform/runtime.ts';
import { executionArnOf } from '../../../local/system/executions.ts';
import { eventually } from '../eventually.ts';
import { clients, outputs } from './system.ts';

/** An execution that an operator started in Step Functions. */
export interface StartedByHand {
  /** The execution's name. */
  readonly registrationId: string;
  readonly userId: string;
  readonly executionArn: string;
}

/** Starts the workflow with an input that may be anything. */
export async function startByHand(input: unknown, registrationId: string = randomUUID()): Promise<StartedByHand> {
  const { stateMachineArn } = outputs;
  const command = new StartExecutionCommand({ stateMachineArn, name: registrationId, input: JSON.stringify(input) });
  const { executionArn = '' } = await clients.workflows.send(command);
  return { registrationId, userId: userIdOf(registrationId), executionArn };
}

/** The execution of a registration, as soon as it has ended. */
export const executionOf = (registrationId: string): Promise<DescribeExecutionCommandOutput> =>
  eventually(`the execution of ${registrationId} ends`, async () => {
    const executionArn = executionArnOf(outputs.stateMachineArn, registrationId);
    const execution = await clients.workflows.send(new DescribeExecutionCommand({ executionArn }));
    if (execution.status === 'RUNNING') throw new Error('it is running');
    return execution;
  });
