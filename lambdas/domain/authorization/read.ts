import { type DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { type Authorization, authorizationKey } from './grants.ts';

/** What a user holds; undefined for a stranger and for whom all was taken away. */
export type ReadAuthorization = (userId: string) => Promise<Authorization | undefined>;

export function readAuthorization(client: DynamoDBDocumentClient, table: string): ReadAuthorization {
  return async (userId) => {
    // Strong and never cached: what was taken away is gone with the next request.
    const answer = await client.send(
      new GetCommand({ TableName: table, Key: authorizationKey(userId), ConsistentRead: true }),
    );
    return answer.Item as Authorization | undefined;
  };
}
