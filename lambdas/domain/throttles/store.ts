import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { WriteAction } from '../../platform/aws/transaction.ts';
import { errorNameOf } from '../../platform/errors.ts';
import { type Failures, type Limit, WINDOW_MS } from './rules.ts';

/** Counts a failure, and answers how many there are now. */
export type CountFailure = (pk: string, at: Date) => Promise<Failures>;

const epochSeconds = (ms: number): number => Math.floor(ms / 1000);

/** Whoever is blocked longest is blocked as long again as a window, so an item is swept after two. */
const sweptAt = (at: Date): number => epochSeconds(at.getTime() + 2 * WINDOW_MS);

export function countFailure(client: DynamoDBDocumentClient, table: string): CountFailure {
  async function update(pk: string, at: Date, input: { expression: string; condition: string; values: object }) {
    try {
      const { Attributes } = await client.send(
        new UpdateCommand({
          TableName: table,
          Key: { pk },
          UpdateExpression: `${input.expression}`,
          ConditionExpression: input.condition,
          ExpressionAttributeValues: {
            ':at': at.toISOString(),
            ':one': 1,
            ':sweptAt': sweptAt(at),
            ...input.values,
          },
          ReturnValues: 'ALL_NEW',
        }),
      );
      return Attributes as Failures;
    } catch (error) {
      if (errorNameOf(error) === 'ConditionalCheckFailedException') return undefined;
      throw error;
    }
  }

  const goOn = (pk: string, at: Date) =>
    update(pk, at, {
      expression: 'SET lastFailedAt = :at, expiresAt = :sweptAt ADD failures :one',
      condition: 'windowEndsAt > :at',
      values: {},
    });

  const begin = (pk: string, at: Date) =>
    update(pk, at, {
      expression: 'SET failures = :one, lastFailedAt = :at, windowEndsAt = :end, expiresAt = :sweptAt',
      condition: 'attribute_not_exists(pk) OR windowEndsAt <= :at',
      values: { ':end': new Date(at.getTime() + WINDOW_MS).toISOString() },
    });

  return async (pk, at) => {
    // Twice the first: somebody else may begin the window between the two.
    const counted = (await goOn(pk, at)) ?? (await begin(pk, at)) ?? (await goOn(pk, at));
    if (counted === undefined) throw new Error(`failures of ${pk.split('#')[0]} cannot be counted`);
    return counted;
  };
}

/** Holds while nobody has failed beyond the limit since `seen` was read: what was tried meanwhile counts for nothing. */
export const notBlockedSince = (table: string, pk: string, limit: Limit, seen: Failures | undefined): WriteAction => ({
  ConditionCheck: {
    TableName: table,
    Key: { pk },
    ConditionExpression: 'attribute_not_exists(pk) OR failures < :free OR lastFailedAt = :seen',
    ExpressionAttributeValues: { ':free': limit.free, ':seen': seen?.lastFailedAt ?? '' },
  },
});
