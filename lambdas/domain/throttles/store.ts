import type { DynamoDBDocumentClient, WriteAction } from '../../platform/aws/dynamo.ts';
import { conditionHeld, UpdateCommand } from '../../platform/aws/dynamo.ts';
import { type Failures, type Limit, WINDOW_MS } from './rules.ts';

/** Counts a failure. Returns the count with it. */
export type CountFailure = (pk: string, at: Date) => Promise<Failures>;

// The longest block lasts one more window, so an item is deleted after two.
const expiryOf = (at: Date): number => Math.floor((at.getTime() + 2 * WINDOW_MS) / 1000);

export function countFailure(client: DynamoDBDocumentClient, table: string): CountFailure {
  /** The item after the update; undefined where its condition failed. */
  async function update(
    pk: string,
    at: Date,
    { expression, condition, values }: { expression: string; condition: string; values: object },
  ): Promise<Failures | undefined> {
    let failures: Failures | undefined;
    const command = new UpdateCommand({
      TableName: table,
      Key: { pk },
      UpdateExpression: expression,
      ConditionExpression: condition,
      ExpressionAttributeValues: { ':at': at.toISOString(), ':one': 1, ':expiresAt': expiryOf(at), ...values },
      ReturnValues: 'ALL_NEW',
    });
    await conditionHeld(
      client.send(command).then(({ Attributes }) => {
        failures = Attributes as Failures;
      }),
    );
    return failures;
  }

  const continueWindow = (pk: string, at: Date) =>
    update(pk, at, {
      expression: 'SET lastFailedAt = :at, expiresAt = :expiresAt ADD failures :one',
      condition: 'windowEndsAt > :at',
      values: {},
    });

  const beginWindow = (pk: string, at: Date) =>
    update(pk, at, {
      expression: 'SET failures = :one, lastFailedAt = :at, windowEndsAt = :end, expiresAt = :expiresAt',
      condition: 'attribute_not_exists(pk) OR windowEndsAt <= :at',
      values: { ':end': new Date(at.getTime() + WINDOW_MS).toISOString() },
    });

  return async (pk, at) => {
    // The first one twice: another request may begin the window between the two.
    const counted = (await continueWindow(pk, at)) ?? (await beginWindow(pk, at)) ?? (await continueWindow(pk, at));
    if (counted === undefined) throw new Error(`failures of ${pk.split('#')[0]} cannot be counted`);
    return counted;
  };
}

/** Fails where concurrent attempts have failed beyond the limit since `previous` was read. */
export const notBlockedSince = (
  table: string,
  pk: string,
  limit: Limit,
  previous: Failures | undefined,
): WriteAction => ({
  ConditionCheck: {
    TableName: table,
    Key: { pk },
    ConditionExpression: 'attribute_not_exists(pk) OR failures < :free OR lastFailedAt = :seen',
    ExpressionAttributeValues: { ':free': limit.free, ':seen': previous?.lastFailedAt ?? '' },
  },
});
