import { InvokeCommand, paginateListFunctions } from '@aws-sdk/client-lambda';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { recordKey } from '../../../lambdas/domain/registration/record.ts';
import type { SweepResult } from '../../../lambdas/registration/sweep-registrations.ts';
import { clients, outputs } from './system.ts';

const LONG_AGO = '2026-01-01T00:00:00.000Z';

/** Deployed functions have no output of their own: their names begin with the stack's and the construct's. */
async function sweeperName(): Promise<string> {
  for await (const { Functions = [] } of paginateListFunctions({ client: clients.functions }, {})) {
    const name = Functions.map(({ FunctionName }) => FunctionName).find((found) =>
      found?.includes('SweepRegistrations'),
    );
    if (name !== undefined) return name;
  }
  throw new Error('no function SweepRegistrations is deployed');
}

/** Runs the deployed sweeper once. */
export async function sweep(): Promise<SweepResult> {
  const FunctionName = await sweeperName();
  const { Payload, FunctionError } = await clients.functions.send(new InvokeCommand({ FunctionName }));
  const answer = new TextDecoder().decode(Payload);
  if (FunctionError !== undefined) throw new Error(`the sweeper failed: ${answer}`);
  return JSON.parse(answer) as SweepResult;
}

/**
 * Has a registration that waits for the sweeper be due now, as waiting the 1 to 11 minutes would: the
 * sweeper compares dueAt with its own clock, and only that distance is scaled. False when it waits for none.
 */
export async function letDue(registrationId: string): Promise<boolean> {
  const update = new UpdateCommand({
    TableName: outputs.tables.registrations,
    Key: recordKey(registrationId),
    UpdateExpression: 'SET dueAt = :longAgo',
    ConditionExpression: 'attribute_exists(dueAt)',
    ExpressionAttributeValues: { ':longAgo': LONG_AGO },
  });
  try {
    await clients.tables.send(update);
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return false;
    throw error;
  }
}
