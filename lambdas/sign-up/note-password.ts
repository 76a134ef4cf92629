import { type DynamoDBDocumentClient, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { errorNameOf } from '../platform/errors.ts';

/** Notes since when a user has a password, unless she chose another one since, or is gone. */
export type SetInitialPassword = (userId: string, at: Date) => Promise<void>;

export function setInitialPassword(client: DynamoDBDocumentClient, table: string): SetInitialPassword {
  return async (userId, at) => {
    try {
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: { userId },
          UpdateExpression: 'SET passwordSetAt = :at',
          ConditionExpression: 'attribute_exists(userId) AND attribute_not_exists(passwordSetAt)',
          ExpressionAttributeValues: { ':at': at.toISOString() },
        }),
      );
    } catch (error) {
      if (errorNameOf(error) !== 'ConditionalCheckFailedException') throw error;
    }
  };
}
