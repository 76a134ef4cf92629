import { DescribeExecutionCommand, ListExecutionsCommand, type SFNClient } from '@aws-sdk/client-sfn';

// Newest first: ours is among the last few, whatever others register at the same time.
const LOOKED_AT = 10;

/**
 * Finds the execution whose input carries `correlationId`: the API tells the registration's id only in
 * its answer, and the progress is to be seen before. Undefined when it has not started yet.
 */
export async function findExecution(
  client: SFNClient,
  stateMachineArn: string,
  correlationId: string,
): Promise<string | undefined> {
  const { executions = [] } = await client.send(new ListExecutionsCommand({ stateMachineArn, maxResults: LOOKED_AT }));
  const described = await Promise.all(
    executions.map(({ executionArn }) => client.send(new DescribeExecutionCommand({ executionArn }))),
  );
  return described.find(({ input }) => input?.includes(`"${correlationId}"`))?.executionArn;
}
